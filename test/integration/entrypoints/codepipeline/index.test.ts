import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { type Fault, knownFaults, times } from '../../../../local/aws/faults.ts'
import { artifactCredentials, jobEvent } from '../../../../local/aws/job-event.ts'
import { sessionKeyId } from '../../../../local/aws/sts.ts'
import { type Invocation, localFunction } from '../../../../local/lambda/function.ts'
import { codePipelineBundle } from '../../../support/worlds/bundle.ts'
import { codePipelineWorld } from '../../../support/worlds/codepipeline.ts'

const example = '{"distributionId": "CLOUDFRONTDISTID", "items": ["/*"]}'
const single = '{"distributionId": "E1", "items": ["/a"]}'
const plain = '{"distributionId": "E1", "items": ["/a", "/b/*"]}'

const error = (status: number, code: string, message?: string): Fault => ({ kind: 'error', status, code, ...(message ? { message } : {}) })

const resolved = { _tag: 'Resolved' }

describe('The bundle for CodePipeline', () => {
  const outputs: Invocation[] = []

  const here = codePipelineWorld({ distributionIds: ['E1', 'E2', 'CLOUDFRONTDISTID'], multiTenantIds: ['E3'], tenantIds: ['dt_1'] })

  const invoke = async (event: unknown, timeout?: number): Promise<Invocation['outcome']> => {
    const invocation = await here.lambda.invoke(event, timeout)
    outputs.push(invocation)
    return invocation.outcome
  }
  const run = (parameters?: unknown, timeout?: number) => invoke(jobEvent(here.jobId, parameters), timeout)
  const calls = () => here.calls()
  const operations = () => calls().map(({ operation, outcome }) => `${operation} ${outcome}`)
  const created = () => here.created()
  const failure = () => here.aws.codepipeline.resultOf(here.jobId)?.failureDetails

  it('rejects items that cannot be meant, all in one message', async () => {
    const items = ['./index.html', '/#{variables.x}', `/$${'{Path}'}`, '//example.com/a']
    await run(JSON.stringify({ distributionId: 'E1', items }))
    expect(operations()).to.deep.equal(['PutJobFailureResult 200'])
    expect(failure()?.type).to.equal('ConfigurationError')
    expect(failure()?.message.split('\n').slice(1)).to.deep.equal([
      '- items.0: "./index.html" has a . or .. segment, which browsers remove before they send a request: try "/index.html"',
      '- items.1: "/#{variables.x}" has a pipeline variable that was not resolved; check its namespace and name, or write its value',
      `- items.2: "/$${'{Path}'}" has a placeholder that was not replaced; write its value`,
      '- items.3: "//example.com/a" is a URL without a scheme; give only its path: try "/a"',
    ])
  })

  it('sends items that look like a mistake, and says so in the summary and the log', async () => {
    await run('{"distributionId": "E1", "items": ["/a,/b"]}')
    expect(created()[0]?.items).to.deep.equal(['/a,/b'])
    expect(here.aws.codepipeline.resultOf(here.jobId)?.executionDetails?.summary).to.include(
      '; taken literally: "/a,/b" (a comma does not separate items);',
    )
    expect(outputs.at(-1)?.lines.find(line => line.includes('ItemsTakenLiterally'))).to.include('"level":"WARN"')
  })

  it('runs the example of the README with one call to each service', async () => {
    expect(await run(example)).to.include(resolved)
    expect(operations()).to.deep.equal(['CreateInvalidation 201', 'PutJobSuccessResult 200'])
    const id = created()[0]?.id
    expect(here.aws.codepipeline.resultOf(here.jobId)).to.deep.equal({
      operation: 'PutJobSuccessResult',
      executionDetails: {
        summary: `1 path (1 wildcard) on CLOUDFRONTDISTID; list price $0.005; invalidation ${id} in progress`,
        externalExecutionId: id,
        percentComplete: 100,
      },
      outputVariables: { InvalidationId: id, DistributionId: 'CLOUDFRONTDISTID', PathCount: '1', Status: 'InProgress' },
    })
  })

  it('sends minimal, sorted, encoded items', async () => {
    await run('{"distributionId": "E1", "items": ["index.html", "/b/*", "/b/c", "/ü b", "#Tag", "#tag", "/a?x=1&y=2"]}')
    expect(created()[0]?.items).to.deep.equal(['#Tag', '/%C3%BC%20b', '/a?x=1&y=2', '/b/*', '/index.html'])
  })

  const budgets: ReadonlyArray<readonly [string, string, ReadonlyArray<string>, string]> = [
    [
      'unchanged if they fit',
      '"/a", "/blog/1", "/blog/2", "#t"], "maxPaths": 4',
      ['#t', '/a', '/blog/1', '/blog/2'],
      '3 paths and 1 tag on E1; list',
    ],
    [
      'merged into the narrowest wildcards if they do not fit',
      '"/a", "/ab", "/blog/2026/11/ü", "/blog/2026/11/x?y=1", "#t"], "maxPaths": 4',
      ['#t', '/a', '/ab', '/blog/2026/11/*'],
      '3 paths (1 wildcard) and 1 tag on E1; 2 items widened to "/blog/2026/11/*" to keep to maxPaths 4; list',
    ],
    ['as /* if nothing else fits', '"/a", "/B"], "maxPaths": 1', ['/*'], '1 path (1 wildcard) on E1; 2 items widened to "/*" to keep'],
  ]
  for (const [how, rest, items, summary] of budgets) {
    it(`sends items ${how} with maxPaths`, async () => {
      await run(`{"distributionId": "E1", "items": [${rest}}`)
      expect(created()[0]?.items).to.deep.equal(items)
      expect(here.aws.codepipeline.resultOf(here.jobId)?.executionDetails?.summary).to.include(summary)
    })
  }

  it('invalidates several distributions', async () => {
    await run('{"distributionId": ["E1", "E2"], "items": ["/*"]}')
    expect(operations()).to.deep.equal(['CreateInvalidation 201', 'CreateInvalidation 201', 'PutJobSuccessResult 200'])
    expect(here.aws.codepipeline.resultOf(here.jobId)?.outputVariables).to.include({ DistributionId: 'E1,E2', PathCount: '2' })
  })

  it('invalidates a tenant next to a distribution', async () => {
    await run('{"distributionId": ["E1", "dt_1"], "items": ["/*"]}')
    expect(operations()).to.have.members([
      ...['CreateInvalidation 201', 'CreateInvalidationForDistributionTenant 201', 'PutJobSuccessResult 200'],
    ])
    expect(created().map(({ distributionId, items }) => [distributionId, items])).to.have.deep.members([
      ['E1', ['/*']],
      ['dt_1', ['/*']],
    ])
    expect(here.aws.codepipeline.resultOf(here.jobId)?.outputVariables).to.include({ DistributionId: 'E1,dt_1', PathCount: '2' })
  })

  it('says of a multi-tenant distribution that its tenants are invalidated, and of a tenant if it is unknown', async () => {
    await run('{"distributionId": ["E3", "dt_404"], "items": ["/*"]}')
    expect(failure()?.type).to.equal('ConfigurationError')
    expect(failure()?.message)
      .to.match(/^- E3: There is no such distribution in .* give the ids of its tenants \(dt_…\) instead\./m)
      .and.match(/^- dt_404: There is no such distribution tenant in account 111111111111\. Check distributionId;/m)
  })

  it('names the operation and the tenant that are denied', async () => {
    here.aws.faults.schedule('CreateInvalidationForDistributionTenant', knownFaults.denied)
    await run('{"distributionId": "dt_1", "items": ["/*"]}')
    expect(failure()).to.include({ type: 'PermissionError' })
    expect(failure()?.message).to.include(
      'cloudfront:CreateInvalidationForDistributionTenant is denied on arn:aws:cloudfront::111111111111:distribution-tenant/dt_1.',
    )
  })

  it('creates nothing in a dry run', async () => {
    await run('{"distributionId": "E1", "items": ["/*"], "dryRun": true}')
    expect(operations()).to.deep.equal(['PutJobSuccessResult 200'])
    expect(here.aws.codepipeline.resultOf(here.jobId)?.outputVariables).to.include({ Status: 'DryRun' })
  })

  describe('with invalid parameters', () => {
    const table: ReadonlyArray<readonly [string, unknown, RegExp]> = [
      ['missing', undefined, /UserParameters: missing/],
      ['not JSON', '{"distributionId": "E1", oops}', /not JSON at position 25, before "oops\}".*pipeline variable/],
      ['not an object', '["/*"]', /expected a JSON object, got an array/],
      ['without keys', '{}', /distributionId: missing.*\n.*items: missing/],
      ['with empty items', '{"distributionId": "E1", "items": []}', /items: empty/],
      ['with a misspelled key', '{"distributionId": "E1", "itmes": ["/*"]}', /itmes: unknown key; did you mean items\?/],
      ['with a budget of 0', '{"distributionId": "E1", "items": ["/*"], "maxPaths": 0}', /maxPaths: expected an integer of at least 1/],
      [
        'with more tags than the budget',
        '{"distributionId": "E1", "items": ["#a", "#b", "#c"], "maxPaths": 2}',
        /maxPaths: 2 allowed, but there are 3 tags .*Use a maxPaths of at least 3/,
      ],
      ['with twelve issues', JSON.stringify({ distributionId: 'x', items: Array(11).fill('~') }), /(\n- .*){12}$/],
    ]
    for (const [what, parameters, message] of table) {
      it(`fails a job whose parameters are ${what}, without a call to CloudFront`, async () => {
        expect(await run(parameters)).to.include(resolved)
        expect(operations()).to.deep.equal(['PutJobFailureResult 200'])
        expect(failure()).to.include({ type: 'ConfigurationError' })
        expect(failure()?.message).to.match(message)
      })
    }
  })

  describe('when CloudFront rejects a request', () => {
    const denied = 'User: arn:aws:sts::111111111111:assumed-role/r/f is not authorized to perform: cloudfront:CreateInvalidation'
    const table: ReadonlyArray<readonly [Fault, string, RegExp]> = [
      [
        error(403, 'AccessDenied', denied),
        'PermissionError',
        /cloudfront:CreateInvalidation is denied on arn:aws:cloudfront::111111111111:distribution\/E1\. Allow/,
      ],
      [
        error(400, 'InvalidArgument', 'One path is invalid.'),
        'ConfigurationError',
        /rejected 1 item as invalid: "[^"]+" \(One path is invalid\)\. Everything/,
      ],
      [error(413, 'BatchTooLarge'), 'JobFailed', /too large/],
      [
        error(403, 'IncompleteSignature', 'Authorization: AWS4-HMAC-SHA256, x-amz-security-token:local-function-token'),
        'JobFailed',
        /request was rejected with IncompleteSignature\./,
      ],
    ]
    for (const [fault, type, message] of table) {
      it(`reports ${type} after ${fault.kind === 'error' ? fault.code : ''}`, async () => {
        here.aws.faults.schedule('CreateInvalidation', fault)
        expect(await run(single)).to.include(resolved)
        expect(calls().map(({ operation }) => operation)).to.deep.equal(['CreateInvalidation', 'PutJobFailureResult'])
        expect(failure()).to.include({ type })
        expect(failure()?.message).to.match(message)
      })
    }

    it('reports ConfigurationError for a distribution that does not exist, and names the account', async () => {
      await run('{"distributionId": "E404", "items": ["/*"]}')
      expect(failure()).to.include({ type: 'ConfigurationError' })
      expect(failure()?.message).to.include('E404: There is no such distribution in account 111111111111.')
    })
  })

  describe('when CloudFront fails temporarily', () => {
    const temporary: ReadonlyArray<readonly [string, ReadonlyArray<Fault>]> = [
      ['throttles three times', times(3, knownFaults.throttle)],
      ['fails three times', times(3, knownFaults['503'])],
      ['has too many invalidations in progress', [error(400, 'TooManyInvalidationsInProgress')]],
      ['is behind a broken proxy', [{ kind: 'garbage', status: 502 }]],
      ['drops the connection before it handles the request', [{ kind: 'drop-before' }]],
      ['drops the connection after it handled the request', [{ kind: 'drop-after' }]],
      ['sends an unreadable response', [{ kind: 'garbage', status: 201 }]],
    ]
    for (const [what, faults] of temporary) {
      it(`creates exactly one invalidation if CloudFront ${what}`, async () => {
        here.aws.faults.schedule('CreateInvalidation', ...faults)
        expect(await run(plain)).to.include(resolved)
        expect(created()).to.have.length(1)
        expect(calls()).to.have.length(faults.length + 2)
        expect(here.aws.codepipeline.resultOf(here.jobId)).to.include({ operation: 'PutJobSuccessResult' })
      })
    }

    const usedReferences: ReadonlyArray<Fault> = [
      error(400, 'InvalidationBatchAlreadyExists'),
      error(
        400,
        'InvalidArgument',
        'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.',
      ),
    ]
    for (const fault of usedReferences) {
      const code = fault.kind === 'error' ? fault.code : ''

      it(`succeeds without an id if an earlier attempt created the invalidation (${code})`, async () => {
        here.aws.faults.schedule('CreateInvalidation', { kind: 'drop-after' }, fault)
        expect(await run(plain)).to.include(resolved)
        expect(created()).to.have.length(1)
        expect(operations().slice(-1)).to.deep.equal(['PutJobSuccessResult 200'])
        expect(here.aws.codepipeline.resultOf(here.jobId)?.outputVariables).to.include({ InvalidationId: 'unknown', Status: 'InProgress' })
        expect(here.aws.codepipeline.resultOf(here.jobId)?.executionDetails?.summary).to.include(
          '; 1 invalidation that an earlier attempt created (id unknown)',
        )
      })

      it(`finds the invalidation that an earlier attempt created, to wait for it (${code})`, async () => {
        here.aws.faults.schedule('CreateInvalidation', { kind: 'drop-after' }, fault)
        await run('{"distributionId": "E1", "items": ["/*"], "waitForCompletion": true}', 3_000)
        expect(operations()).to.include.members(['ListInvalidations 200', 'GetInvalidation 200'])
        expect(here.aws.codepipeline.resultOf(here.jobId)?.continuationToken).to.include(`+${created()[0]?.id}`)
      })
    }

    it('names the missing permission if it cannot find the invalidation that it should wait for', async () => {
      here.aws.faults.schedule('CreateInvalidation', { kind: 'drop-after' }, error(400, 'InvalidationBatchAlreadyExists'))
      here.aws.faults.schedule('ListInvalidations', error(403, 'AccessDenied'))
      await run('{"distributionId": "E1", "items": ["/*"], "waitForCompletion": true}')
      expect(here.aws.codepipeline.resultOf(here.jobId)?.executionDetails?.summary).to.include(
        '1 invalidation that an earlier attempt created (id and status unknown: cloudfront:ListInvalidations is denied)',
      )
    })

    it('continues in another invocation before the Lambda timeout if CloudFront does not respond', async () => {
      here.aws.faults.schedule('CreateInvalidation', ...times(9, { kind: 'hang' }))
      expect(await run(plain, 1_900)).to.include(resolved)
      expect(here.aws.codepipeline.resultOf(here.jobId)?.continuationToken).to.match(new RegExp(`"job":"${here.jobId}"`))
      expect(here.aws.codepipeline.resultOf(here.jobId)?.executionDetails?.summary).to.match(
        /^0 of 2 items submitted .* unavailable \(it took too long\), trying since/,
      )
    })

    it('continues in another invocation without a call if hardly any time is left', async () => {
      expect(await run(plain, 1_000)).to.include(resolved)
      expect(operations()).to.deep.equal(['PutJobSuccessResult 200'])
      expect(here.aws.codepipeline.resultOf(here.jobId)).to.have.property('continuationToken')
    })
  })

  describe('when the event is delivered twice', () => {
    const settledTwice = [
      'CreateInvalidation 201',
      'PutJobSuccessResult 200',
      'CreateInvalidation 201',
      'PutJobSuccessResult 400 InvalidJobStateException',
    ]

    it('creates one invalidation in one process, and resolves both times', async () => {
      expect(await run(plain)).to.include(resolved)
      expect(await run(plain)).to.include(resolved)
      expect(operations()).to.deep.equal(settledTwice)
      expect(created()).to.have.length(1)
    })

    it('creates one invalidation in two processes at the same time', async () => {
      const other = localFunction(codePipelineBundle, here.aws.endpoint)
      try {
        const outcomes = await Promise.all([here.lambda.invoke(jobEvent(here.jobId, plain)), other.invoke(jobEvent(here.jobId, plain))])
        expect(outcomes.map(({ outcome }) => outcome._tag)).to.deep.equal(['Resolved', 'Resolved'])
        expect([...operations()].sort()).to.deep.equal([...settledTwice].sort())
        expect(created()).to.have.length(1)
      } finally {
        await other.close()
      }
    })
  })

  describe('when CodePipeline does not accept the result', () => {
    it('retries the report of a success after faults', async () => {
      here.aws.faults.schedule('PutJobSuccessResult', knownFaults.throttle, error(500, 'InternalFailure'), { kind: 'drop-before' })
      expect(await run(plain)).to.include(resolved)
      expect(here.aws.codepipeline.resultOf(here.jobId)).to.include({ operation: 'PutJobSuccessResult' })
      expect(calls().filter(({ operation }) => operation === 'PutJobFailureResult')).to.deep.equal([])
    })

    it('treats a result as accepted if the response to it is lost', async () => {
      here.aws.faults.schedule('PutJobSuccessResult', { kind: 'drop-after' })
      expect(await run(plain)).to.include(resolved)
      expect(operations().at(-1)).to.equal('PutJobSuccessResult 400 InvalidJobStateException')
    })

    const permanent: ReadonlyArray<readonly [string, ReadonlyArray<Fault>, RegExp]> = [
      ['is denied', [error(400, 'AccessDeniedException')], /codepipeline:PutJobSuccessResult is denied on \*/],
      ['is invalid, also as a minimal one', times(2, error(400, 'ValidationException')), /rejected with ValidationException/],
    ]
    for (const [what, faults, message] of permanent) {
      it(`rejects, and reports no failure for a created invalidation, if the result ${what}`, async () => {
        here.aws.faults.schedule('PutJobSuccessResult', ...faults)
        const outcome = await run(plain)
        expect(outcome).to.have.property('error').that.matches(message)
        expect(created()).to.have.length(1)
        expect(calls().filter(({ operation }) => operation === 'PutJobFailureResult')).to.deep.equal([])
      })
    }

    it('reports a minimal success if the full one is invalid, and logs the full one', async () => {
      here.aws.faults.schedule('PutJobSuccessResult', error(400, 'OutputVariablesSizeExceededException'))
      expect(await run(plain)).to.include(resolved)
      expect(operations().slice(1)).to.deep.equal([
        'PutJobSuccessResult 400 OutputVariablesSizeExceededException',
        'PutJobSuccessResult 200',
      ])
      expect(here.aws.codepipeline.resultOf(here.jobId)).to.deep.equal({
        operation: 'PutJobSuccessResult',
        executionDetails: { summary: 'The job succeeded. CodePipeline rejected the full answer; the log has it.', percentComplete: 100 },
      })
      const rejected = outputs.at(-1)?.lines.map(line => JSON.parse(line)) ?? []
      expect(rejected.find(({ event }) => event === 'ReportFailed')).to.have.nested.property('answer.pathCount', 2)
    })

    it('reports a minimal failure if the full one is invalid', async () => {
      here.aws.faults.schedule('PutJobFailureResult', error(400, 'ValidationException'))
      expect(await run('{}')).to.include(resolved)
      expect(failure()).to.deep.equal({
        type: 'ConfigurationError',
        message: 'The job failed. CodePipeline rejected the full answer; the log has it.',
      })
    })

    it('fails a job whose continuation is invalid', async () => {
      here.aws.faults.schedule('PutJobSuccessResult', error(400, 'ValidationException'))
      expect(await run(plain, 1_000)).to.include(resolved)
      expect(failure()).to.include({ type: 'JobFailed' })
      expect(failure()?.message).to.include('could not be continued: CodePipeline rejected the full answer')
    })

    it('rejects if the job is unknown', async () => {
      const outcome = await invoke(jobEvent(randomUUID(), plain))
      expect(outcome)
        .to.have.property('error')
        .that.matches(/no such job in this account and Region/)
    })
  })

  describe('when the event is not a job', () => {
    const events: ReadonlyArray<readonly [string, unknown]> = [
      ['empty', {}],
      ['null', null],
      ['an S3 event', { Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'b' }, object: { key: 'k' } } }] }],
      ['a megabyte of junk', 'junk'.repeat(250_000)],
    ]
    for (const [what, event] of events) {
      it(`rejects an event that is ${what}, and calls no service`, async () => {
        expect(await invoke(event))
          .to.have.property('error')
          .that.matches(/expected an object with "CodePipeline\.job"/)
        expect(calls()).to.deep.equal([])
      })
    }
  })

  describe('with a role', () => {
    const role = 'arn:aws:iam::222222222222:role/invalidator'
    const withRole = JSON.stringify({ distributionId: 'E1', items: ['/*'], roleArn: role, externalId: 'x-1' })

    it('assumes it only for CloudFront, in a session that is named after the job', async () => {
      await run(withRole)
      const [sts, cloudfront, codepipeline] = calls()
      expect([sts?.operation, cloudfront?.operation, codepipeline?.operation]).to.deep.equal([
        'AssumeRole',
        'CreateInvalidation',
        'PutJobSuccessResult',
      ])
      expect(here.aws.sts.assumed().at(-1)).to.deep.equal({
        roleArn: role,
        sessionName: `cloudfront-invalidator-${here.jobId}`,
        externalId: 'x-1',
      })
      expect([sts?.accessKeyId, cloudfront?.accessKeyId, codepipeline?.accessKeyId]).to.deep.equal([
        'ASIALOCALFUNCTION',
        sessionKeyId,
        'ASIALOCALFUNCTION',
      ])

      here.nextJob()
      await run(withRole)
      await run(withRole)
      expect(calls().filter(({ operation }) => operation === 'AssumeRole')).to.have.length(2)
      expect(here.aws.sts.assumed().at(-1)).to.include({ sessionName: `cloudfront-invalidator-${here.jobId}` })
    })

    it('names the permission and the role if it is denied', async () => {
      here.aws.faults.schedule('AssumeRole', error(403, 'AccessDenied'))
      await run(JSON.stringify({ distributionId: 'E1', items: ['/*'], roleArn: `${role}-2` }))
      expect(operations()).to.deep.equal(['AssumeRole 403 AccessDenied', 'PutJobFailureResult 200'])
      expect(failure()).to.include({ type: 'PermissionError' })
      expect(failure()?.message).to.include(`sts:AssumeRole is denied on ${role}-2.`)
    })

    it('retries if STS throttles or drops the connection', async () => {
      here.aws.faults.schedule('AssumeRole', error(400, 'Throttling'), { kind: 'drop-before' })
      await run(JSON.stringify({ distributionId: 'E1', items: ['/*'], roleArn: `${role}-3` }))
      expect(calls().filter(({ operation }) => operation === 'AssumeRole')).to.have.length(3)
      expect(created()).to.have.length(1)
    })

    it('continues in another invocation in time if STS does not respond', async () => {
      here.aws.faults.schedule('AssumeRole', { kind: 'hang' })
      expect(await run(JSON.stringify({ distributionId: 'E1', items: ['/*'], roleArn: `${role}-4` }), 1_900)).to.include(resolved)
      expect(here.aws.codepipeline.resultOf(here.jobId)?.executionDetails?.summary).to.include('unavailable (it took too long)')
    })
  })

  describe('in all of these tests', () => {
    it('writes only JSON lines, and no credentials', () => {
      expect(outputs).to.have.length.above(30)
      const everything = JSON.stringify([outputs, here.aws.cloudfront.invalidations()])
      const secrets = [
        artifactCredentials.accessKeyId,
        artifactCredentials.secretAccessKey,
        artifactCredentials.sessionToken,
        'local-function',
        'local-session',
      ]
      for (const secret of [...secrets, 'artifactCredentials', 'Authorization']) expect(everything).not.to.include(secret)
      for (const line of outputs.flatMap(({ lines }) => lines)) expect(JSON.parse(line)).to.include.keys('timestamp', 'level', 'event')
    })
  })
})
