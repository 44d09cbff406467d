import { resolve } from 'node:path';
import type { Configuration } from './config.js';
import { deriveKey } from './disclosure/cryptography.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { demoToken } from './embedded/keys/demoToken.js';
import { NorenError } from './errors.js';
import { closeAll, openFoundation, type Closing, type Foundation } from './foundation.js';
import { RequestContext } from './graph/context.js';
import { createApollo } from './plugins/createApollo.js';
import { declaredPurpose } from './plugins/declaredPurpose.js';
import { createLog } from './plugins/log.js';
import { attachRecord } from './plugins/requestRecord.js';
import { loadPolicyCalendar } from './policy/policyCalendar.js';
import { createGraph } from './server.js';

export interface PreviewCommand {
  /** As `Noren-Preview` takes it. */
  readonly header: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of a privacy manager. @default on the embedded databases that of the demo */
  readonly token?: string;
  /** @default the configured one */
  readonly policyFile?: string;
  readonly say: (message: string) => void;
}

/**
 * For the command line: one preview, through all that guards a request, on the databases of the gateway.
 * @throws NorenError UNAUTHENTICATED, REFUSED, BAD_INPUT, BAD_POLICY, SOURCE_UNAVAILABLE
 */
export async function previewOnce(config: Configuration, command: PreviewCommand): Promise<object> {
  const closing: Closing = [];
  try {
    const { say, policyFile = config.policyFile } = command;
    const foundation = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    const policies = loadPolicyCalendar(resolve(policyFile));
    const { schema, environment, close } = createGraph(policies, foundation, () => new Date());
    closing.push(close);
    const breach = await environment.audit.checkpoints.check();
    if (breach !== null) throw new NorenError('AUDIT_UNAVAILABLE', `The audit log is closed: ${breach}.`);
    const caller = await foundation.authenticate([`Bearer ${await tokenFor(config, command, foundation)}`]);
    const identity = { caller, declared: declaredPurpose(['GOVERNANCE'], caller), acceptLanguage: undefined };
    const requestId = `preview ${process.pid}`;
    const context = await RequestContext.open(environment, { ...identity, requestId, preview: command.header });
    const { declared } = identity;
    const contextValue = attachRecord(context, { requestId, caller, declared, codes: new Set() });
    const apollo = createApollo<RequestContext>({
      schema,
      introspectionRoles: () => [],
      log: createLog('silent'),
      logHashKey: deriveKey(foundation.secret, 'log'),
    });
    await apollo.start();
    closing.push(() => apollo.stop());
    const { query, variables } = command;
    const { body } = await apollo.executeOperation({ query, variables }, { contextValue });
    return body.kind === 'single' ? body.singleResult : {};
  } finally {
    await closeAll(closing);
  }
}

async function tokenFor(
  { mode }: Configuration,
  { token }: PreviewCommand,
  { identities }: Foundation,
): Promise<string> {
  if (token !== undefined) return token;
  const demo = identities.find(({ roles }) => roles.includes('PRIVACY_MANAGER'));
  if (mode.kind === 'external' || demo === undefined) {
    throw new NorenError('UNAUTHENTICATED', 'A preview needs the token of a privacy manager: --token.');
  }
  const { name: _, ...caller } = demo;
  return demoToken(mode.dataFolder, caller, 60);
}
