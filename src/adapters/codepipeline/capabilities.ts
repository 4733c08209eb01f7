import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'

/** Characters in a failure message. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_FailureDetails.html */
export const maxMessageLength = 5_000

/** Characters in a continuation token. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
const maxTokenLength = 2_048

/**
 * Names: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_InputArtifact.html and
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html
 * Variables: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 * Time: CodePipeline times an action out after 24 hours, so a job gives up an hour earlier.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 * Price: https://aws.amazon.com/codepipeline/pricing/
 */
export const capabilities: CiCapabilities = {
  name: 'CodePipeline',
  maxMessageLength,
  continuation: { maxTokenLength, maxTargets: 50 },
  maxMinutes: 1_380,
  minute: { listPrice: 2, where: 'in a V2 pipeline' },
  keeps: {
    artifactName: { pattern: /^[\w-]{1,100}$/, allowed: 'up to 100 letters, digits, - and _' },
    actionName: { pattern: /^[A-Za-z0-9.@\-_]{1,100}$/, allowed: 'up to 100 letters, digits and characters of .@-_' },
  },
  variables: {
    pattern: /#\{[^#{}]*\}/,
    reason: 'has a pipeline variable that was not resolved; check its namespace and name, or write its value',
  },
  tracksJobs: true,
  terms: {
    parameters: 'UserParameters',
    correctIn: 'in the action',
    jsonHint: ' A pipeline variable (#{…}) whose value contains a quote, a backslash or a line break also breaks the JSON around it.',
  },
}
