import { main } from './main.ts'
import { runProcess } from './run-process.ts'

runProcess(main)
