import type { AwsCli } from './shell.ts'

/** One statement of a policy. */
interface Statement {
  readonly Effect: string
  readonly Action: string | ReadonlyArray<string>
  readonly Resource: string | ReadonlyArray<string>
  readonly Condition?: unknown
}

const list = (value: string | ReadonlyArray<string>): ReadonlyArray<string> => [value].flat()

const rightsIn = ({ Effect, Action, Resource, Condition }: Statement): ReadonlyArray<string> => {
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`
  return list(Action).flatMap(action => list(Resource).map(resource => `${Effect} ${action} on ${resource}${condition}`))
}

/** All that a role may do, each right as `Allow action on resource`, so that a list of them says all. In order, and each once. */
export const rightsOf = async (aws: AwsCli, role: string): Promise<ReadonlyArray<string>> => {
  const which = ['--role-name', role]
  const { AttachedPolicies } = await aws<{ AttachedPolicies: ReadonlyArray<{ PolicyArn: string }> }>(
    'iam',
    'list-attached-role-policies',
    ...which,
  )
  const { PolicyNames } = await aws<{ PolicyNames: ReadonlyArray<string> }>('iam', 'list-role-policies', ...which)
  const policies = PolicyNames.map(name =>
    aws<{ PolicyDocument: { Statement: ReadonlyArray<Statement> } }>('iam', 'get-role-policy', ...which, '--policy-name', name),
  )
  const statements = (await Promise.all(policies)).flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
  return [...new Set([...AttachedPolicies.map(({ PolicyArn }) => `all of ${PolicyArn}`), ...statements.flatMap(rightsIn)])].toSorted()
}

/** The trust policy of a role that this one may take on, if it knows the external id. */
export const trustIn = (roleArn: string, externalId: string): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: roleArn },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
  ],
})
