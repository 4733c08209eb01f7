import type { parseTemplate } from './cloudformation.ts'

type Template = ReturnType<typeof parseTemplate>
export type Parameters = Readonly<Record<string, string>>
type Arguments = readonly [unknown, ...ReadonlyArray<unknown>]

const isNoValue = (value: unknown): boolean => value === undefined

/**
 * Evaluates expressions of a template with these parameters, and with the defaults of all others. Values that only a deployment
 * knows (an ARN, an account) stay as written.
 */
export const evaluator = (template: Template, given: Parameters): ((expression: unknown) => unknown) => {
  const defaults = Object.entries<{ Default?: string | number }>(template.Parameters).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, String(Default)]],
  )
  const parameters: Parameters = { ...Object.fromEntries(defaults), ...given }

  const substitute = (text: string, values: Readonly<Record<string, unknown>>): string =>
    text.replaceAll(/\$\{([\w:.]+)\}/g, (written, name) => String(values[name] ?? parameters[name] ?? written))

  const functions: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: argument => {
      const name = String(argument)
      if (name === 'AWS::NoValue') return undefined
      const value = parameters[name]
      return template.Parameters[name]?.Type === 'CommaDelimitedList' ? value?.split(',') : (value ?? { Ref: name })
    },
    Condition: name => evaluate(template.Conditions[String(name)]),
    'Fn::Sub': argument => {
      const [text, values] = [argument].flat() as [string, object?]
      return substitute(text, evaluate(values ?? {}) as Readonly<Record<string, unknown>>)
    },
    'Fn::Join': argument => {
      const [separator, list] = evaluate(argument) as [string, ReadonlyArray<string>]
      return list.join(separator)
    },
    'Fn::Split': argument => {
      const [separator, text] = evaluate(argument) as [string, string]
      return text.split(separator)
    },
    'Fn::Select': argument => {
      const [index, list] = evaluate(argument) as [number, ReadonlyArray<unknown>]
      if (index >= list.length) throw new Error(`no element ${index} in ${JSON.stringify(list)}`)
      return list[index]
    },
    'Fn::If': argument => {
      const [condition, then, otherwise] = argument as Arguments
      return evaluate(evaluate(template.Conditions[String(condition)]) ? then : otherwise)
    },
    'Fn::Equals': argument => {
      const [one, other] = evaluate(argument) as Arguments
      return one === other
    },
    'Fn::EachMemberEquals': argument => {
      const [list, value] = evaluate(argument) as [ReadonlyArray<unknown>, unknown]
      return list.every(member => member === value)
    },
    'Fn::Not': argument => !(evaluate(argument) as Arguments)[0],
    'Fn::And': argument => (evaluate(argument) as Arguments).every(Boolean),
    'Fn::Or': argument => (evaluate(argument) as Arguments).some(Boolean),
  }

  const evaluate = (expression: unknown): unknown => {
    if (Array.isArray(expression)) return expression.map(evaluate).filter(value => !isNoValue(value))
    if (typeof expression !== 'object' || expression === null) return expression
    const entries = Object.entries(expression)
    const [[name, argument] = ['', undefined]] = entries
    const call = entries.length === 1 ? functions[name] : undefined
    if (call !== undefined) return call(argument)
    return Object.fromEntries(entries.map(([key, value]) => [key, evaluate(value)]).filter(([, value]) => !isNoValue(value)))
  }

  return evaluate
}

/** Whether CloudFormation accepts a value for a parameter. The pattern must match the whole value. */
export const isAllowed = (template: Template, name: string, value: string): boolean => {
  const { AllowedPattern = '.*', MinLength = 0, MaxLength = 4_096 } = template.Parameters[name]
  return new RegExp(`^(?:${AllowedPattern})$`).test(value) && value.length >= MinLength && value.length <= MaxLength
}

/** Whether a rule of a template rejects these parameters. */
export const isRejectedBy =
  (template: Template, rule: string) =>
  (given: Parameters): boolean => {
    const evaluate = evaluator(template, given)
    const { RuleCondition, Assertions } = template.Rules[rule]
    return evaluate(RuleCondition) === true && evaluate(Assertions[0].Assert) === false
  }
