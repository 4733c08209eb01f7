import { expect } from 'chai'
import { message } from '../../../../../src/domain/job/answers/message.ts'

describe('message', () => {
  const entries = ['1', '2', '3', '4']
  const all = 'Heading:\n- 1\n- 2\n- 3\n- 4'

  it('shows entries as long as they leave 30 characters for the count of the others', () => {
    expect(message('Heading:', entries, all.length + 30)).to.equal(all)
    expect(message('Heading:', entries, all.length + 29)).to.equal('Heading:\n- 1\n- 2\n- 3\n… and 1 more')
  })

  it('always shows the first entry, shortened to the limit', () => {
    expect(message('Heading:', ['long enough', '2'], 15)).to.equal('Heading:\n- lon…')
    expect(message('Heading:', ['1234'], 15)).to.equal('Heading:\n- 1234')
  })
})
