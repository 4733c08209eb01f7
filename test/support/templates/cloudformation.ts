import { Pair, parse, Scalar, YAMLMap, YAMLSeq } from 'yaml'

/** CloudFormation's short forms, resolved to full function names. Lists stay YAML nodes, so that aliases can refer to them. */
const functions = ['Ref', 'Sub', 'GetAtt', 'Join', 'Split', 'Select', 'If', 'Not', 'And', 'Or', 'Equals', 'Condition'].flatMap(name => {
  const key = ['Ref', 'Condition'].includes(name) ? name : `Fn::${name}`
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

/** Parses a template as CloudFormation does, with full function names. */
export const parseTemplate = (text: string) => parse(text, { customTags: functions })
