import type { AwsCli } from './shell.ts'

/** One statement of a policy. */
interface Statement {
  readonly Effect: string
  readonly Action: string | ReadonlyArray<string>
  readonly Resource: string | ReadonlyArray<string>
  readonly Condition?: unknown
}

const list = (value: string | ReadonlyArray<string>): ReadonlyArray<string> => [value].flat()

const permissionsIn = ({ Effect, Action, Resource, Condition }: Statement): ReadonlyArray<string> => {
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`
  return list(Action).flatMap(action => list(Resource).map(resource => `${Effect} ${action} on ${resource}${condition}`))
}

/** All permissions of a role, sorted and each once, as `Allow action on resource`. */
export const permissionsOf = async (aws: AwsCli, role: string): Promise<ReadonlyArray<string>> => {
  const target = ['--role-name', role]
  const { AttachedPolicies } = await aws<{ AttachedPolicies: ReadonlyArray<{ PolicyArn: string }> }>(
    'iam',
    'list-attached-role-policies',
    ...target,
  )
  const { PolicyNames } = await aws<{ PolicyNames: ReadonlyArray<string> }>('iam', 'list-role-policies', ...target)
  const policies = PolicyNames.map(name =>
    aws<{ PolicyDocument: { Statement: ReadonlyArray<Statement> } }>('iam', 'get-role-policy', ...target, '--policy-name', name),
  )
  const statements = (await Promise.all(policies)).flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
  return [...new Set([...AttachedPolicies.map(({ PolicyArn }) => `all of ${PolicyArn}`), ...statements.flatMap(permissionsIn)])].toSorted()
}

/** A trust policy that allows the role `roleArn` to assume a role if it passes the external id. */
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
