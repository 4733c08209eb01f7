import { runProcess } from '../cli/run-process.ts'
import { runAction } from './main.ts'

runProcess(runAction)
