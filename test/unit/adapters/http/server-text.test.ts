import { expect } from 'chai'
import fc from 'fast-check'
import { showable, showableWithout } from '../../../../src/adapters/http/server-text.ts'

const letters = (characters: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: length, maxLength: length + 60 })

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const digits = '0123456789'
const base64 = `${upper}${upper.toLowerCase()}${digits}+/`

const key = fc.tuple(fc.constantFrom('AKIA', 'ASIA', 'ABIA', 'ACCA'), letters(upper + digits, 12)).map(parts => parts.join(''))
const random = letters(base64, 40).map(text => `aA1${text}`)
const hex = letters('0123456789abcdef', 32)
const jwt = fc.tuple(letters(base64.slice(0, -2), 20), letters(base64.slice(0, -2), 20)).map(([head, body]) => `eyJ${head}.${body}.sig`)
const secret = fc.oneof(key, random, hex, jwt)

const sentence = fc
  .array(fc.constantFrom('The', 'path', '/a/b*', 'is', 'invalid:', '"x"', '(1)'), { maxLength: 60 })
  .map(words => words.join(' '))

describe('showable', () => {
  it('never shows a secret, wherever it is, in at most 200 characters of one line', () => {
    fc.assert(
      fc.property(sentence, secret, sentence, fc.constantFrom(' ', '=', '"', '\n', ': ', '&x='), (before, hidden, after, sign) => {
        const shown = showable(`${before}${sign}${hidden} ${after}`)
        expect(shown).not.to.include(hidden.slice(0, 12))
        expect(shown.length).to.be.at.most(200)
        expect(shown).not.to.match(/[\n\r]/)
      }),
    )
  })

  it('shows a short text without secrets as it is', () => {
    fc.assert(
      fc.property(sentence, text => {
        expect(showable(text)).to.equal(text.length > 200 ? `${text.slice(0, 199)}…` : text)
      }),
    )
  })

  const hidden: ReadonlyArray<readonly [string, string]> = [
    ['key AKIAIOSFODNN7EXAMPLE, ASIAIOSFODNN7EXAMPLE.', 'key [redacted], [redacted].'],
    ['?X-Amz-Signature=abc12&x=1', '?X-Amz-Signature=[redacted]&x=1'],
    ['X-Amz-Security-Token=IQoJb3&X-Amz-Credential=k%2F20261126', 'X-Amz-Security-Token=[redacted]&X-Amz-Credential=[redacted]'],
    ['x-amz-security-token:short-token', 'x-amz-security-token:[redacted]'],
    ['X-Amz-Signature%3Dabc', 'X-Amz-Signature%3D[redacted]'],
    ['securityToken=abc, secretKey: abc, accessKey=abc', 'securityToken=[redacted], secretKey: [redacted], accessKey=[redacted]'],
    [
      'Authorization: AWS4-HMAC-SHA256 Credential=k/20261126/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=fe5f',
      'Authorization: [redacted] Credential=[redacted], SignedHeaders=host;x-amz-date, Signature=[redacted]',
    ],
    ['Authorization: Bearer abc.def', 'Authorization: [redacted]'],
    [
      '{"sessionToken": "s", "secretAccessKey":"t", "accessKeyId":"u"}',
      '{"sessionToken": "[redacted]", "secretAccessKey":"[redacted]", "accessKeyId":"[redacted]"}',
    ],
    ['<AWSAccessKeyId>AKIAIOSFODNN7EXAMPLE</AWSAccessKeyId>', '<AWSAccessKeyId>[redacted]</AWSAccessKeyId>'],
    ['secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY!', 'secret [redacted]!'],
    [`digest ${'0123456789abcdef'.repeat(2)}`, 'digest [redacted]'],
    ['jwt eyJhbGciOi.eyJzdWIi.c2ln', 'jwt [redacted]'],
    ['jwt eyJhbGciOi.eyJzdWIi', 'jwt [redacted]'],
    ['token IQoJb3JpZ2luX2VjEJr1wEaCXVzLWVhc3QtMSJHMEUCIQ==', 'token [redacted]'],
  ]
  for (const [text, shown] of hidden) {
    it(`redacts ${text.slice(0, 50)}`, () => {
      expect(showable(text)).to.equal(shown)
    })
  }

  const kept = [
    'Your request contains one or more invalid invalidation paths.',
    'job 11111111-abcd-1111-abcd-111111abcdef',
    '/images/holidays/beach/photos/small/one-of-many.html',
    'arn:aws:kms:eu-west-1:111111111111:key/11111111-abcd-1111-abcd-111111abcdef',
    'NoSuchDistribution',
  ]
  for (const text of kept) {
    it(`keeps ${text}`, () => {
      expect(showable(text)).to.equal(text)
    })
  }

  it('shortens to 200 characters, and joins lines', () => {
    expect(showable(`${'ab '.repeat(66)}cd`)).to.equal(`${'ab '.repeat(66)}cd`)
    expect(showable(`${'ab '.repeat(66)}cde`)).to.equal(`${'ab '.repeat(66)}c…`)
    expect(showable(' a\r\n\tb\u0000c ')).to.equal('a b c')
    expect(showable('')).to.equal('')
  })

  it('does not show the start of a secret that it did not read to its end', () => {
    const shown = Array.from({ length: 30 }, (_, index) => showable(`${'Ab1'.repeat(1_319 + index)} AKIAIOSFODNN7EXAMPLE end`))
    expect(new Set(shown)).to.deep.equal(new Set(['[redacted] [redacted] end', '[redacted] [redacted]', '[redacted]', '']))
  })
})

describe('showableWithout', () => {
  it('redacts the secret wherever it stands, and whatever else looks like one', () => {
    const text = `plain-words and xplain-wordsy, AKIA${'A'.repeat(16)}`
    expect(showableWithout('plain-words')(text)).to.equal('[redacted] and x[redacted]y, [redacted]')
  })
})
