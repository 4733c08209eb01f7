import { Pair, parse, Scalar, YAMLMap, YAMLSeq } from 'yaml'

/** CloudFormation's short forms, as the functions that they stand for. A list stays a node, so that an alias finds it. */
const functions = ['Ref', 'Sub', 'GetAtt', 'Join', 'Split', 'Select', 'If', 'Not', 'And', 'Equals'].flatMap(name => {
  const key = name === 'Ref' ? name : `Fn::${name}`
  const call = (list: YAMLSeq): YAMLMap => {
    const argument = new YAMLSeq()
    argument.items = list.items
    const map = new YAMLMap()
    map.add(new Pair(new Scalar(key), argument))
    return map
  }
  return [
    { tag: `!${name}`, resolve: (text: string) => ({ [key]: text }) },
    { tag: `!${name}`, collection: 'seq' as const, resolve: call },
  ]
})

/** A template as CloudFormation reads it, its functions spelt out. */
export const parseTemplate = (text: string) => parse(text, { customTags: functions })
