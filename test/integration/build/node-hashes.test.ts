import * as sha2 from '@noble/hashes/sha2.js'
import * as utils from '@noble/hashes/utils.js'
import { expect } from 'chai'
import fc from 'fast-check'

const ofNode: Pick<typeof sha2, 'sha256'> & Pick<typeof utils, 'bytesToHex' | 'utf8ToBytes'> = await import(
  new URL('../../../build/node-hashes.mjs', import.meta.url).href
)

describe('the hashes of Node.js', () => {
  it('equal those of the library, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const expected = utils.bytesToHex(sha2.sha256(utils.utf8ToBytes(text)))
        expect(ofNode.bytesToHex(ofNode.sha256(ofNode.utf8ToBytes(text)))).to.equal(expected)
      }),
    )
  })

  it('equal them for text that is not well-formed', () => {
    const text = 'a\ud800b'
    expect([...ofNode.utf8ToBytes(text)]).to.deep.equal([...utils.utf8ToBytes(text)])
  })
})
