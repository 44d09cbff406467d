import { randomUUID } from 'node:crypto';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { NorenError } from '../errors.js';
import type { Authenticate } from './authenticate.js';
import type { BorderContext, BuildContext } from './borderContext.js';
import { declaredPurpose } from './declaredPurpose.js';
import { idempotencyKey } from './idempotencyKey.js';
import { LIMITS } from './limits.js';
import { requestLine } from './log.js';
import { refusalBody, statusOf, type PublicErrorCode } from './publicErrors.js';
import { attachRecord, type RequestRecord } from './requestRecord.js';
import type { SandboxState, Served } from './sandboxEndpoint.js';

/** Whether requests may be sent here, and why not. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, unknown>>;
}

export interface HttpServerOptions<Context extends BorderContext> extends Served<Context> {
  readonly authenticate: Authenticate;
  /** What `/sandbox/graphql` serves at this moment. @default none is configured */
  readonly sandbox?: () => SandboxState<Context>;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Logger;
}

const OTHER_METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

declare module 'fastify' {
  interface FastifyRequest {
    record: RequestRecord;
  }
}

/** Every value of a header: Node joins or drops repeated ones, and both would hide a smuggled second value. */
function headerValues(request: FastifyRequest, name: string): string[] {
  const raw = request.raw.rawHeaders;
  return raw.flatMap((value, index) => (index % 2 === 1 && raw[index - 1]?.toLowerCase() === name ? [value] : []));
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  code: PublicErrorCode,
  status = statusOf(code),
): FastifyReply {
  request.record.codes.add(code);
  if (code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer');
  return reply.code(status).type('application/json; charset=utf-8').send(refusalBody(code));
}

/** Before the body is read: who has no token cannot make the gateway parse anything. */
function identify({ authenticate, log }: Pick<HttpServerOptions<BorderContext>, 'authenticate' | 'log'>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    try {
      const caller = await authenticate(headerValues(request, 'authorization'));
      request.record.caller = caller;
      request.record.declared = declaredPurpose(headerValues(request, 'noren-purpose'), caller);
    } catch (error) {
      const why = error instanceof NorenError ? error.message : 'unexpected';
      log.info({ event: 'TOKEN_REFUSED', requestId: request.record.requestId, why });
      await refuse(request, reply, 'UNAUTHENTICATED');
    }
  };
}

async function contextOf<Context extends BorderContext>(request: FastifyRequest, build: BuildContext<Context>) {
  const { record } = request;
  if (!record.caller || !record.declared) throw new NorenError('UNAUTHENTICATED', 'No caller.');
  try {
    const { caller, declared, requestId } = record;
    const { headers } = request;
    const asked = { acceptLanguage: headers['accept-language'], idempotencyKey: idempotencyKey(headers) };
    const [preview] = [headerValues(request, 'noren-preview')].filter((sent) => sent.length > 0);
    const played = preview === undefined ? {} : { preview: preview.join('; ') };
    return attachRecord(await build({ caller, declared, requestId, ...asked, ...played }), record);
  } catch (error) {
    const originalError = error instanceof Error ? error : new Error('not an error');
    const status = statusOf(error instanceof NorenError ? error.code : 'INTERNAL');
    throw new GraphQLError('No context.', { originalError, extensions: { http: { status, headers: new Map() } } });
  }
}

/** Without it a connection that is kept alive would hold up the end for as long as its client likes. */
function letConnectionsGo(server: FastifyInstance): void {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('connection', 'close');
  });
}

function addRecords(server: FastifyInstance, log: Logger): void {
  server.decorateRequest('record');
  server.addHook('onRequest', async (request) => {
    request.record = { requestId: request.id, codes: new Set() };
  });
  server.addHook('onSend', async (_request, reply) => {
    void reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const level = route === '/healthz' || route === '/readyz' ? 'debug' : 'info';
    log[level](requestLine(request.record, { route, status: reply.statusCode, milliseconds: reply.elapsedTime }));
  });
}

function addRefusals(server: FastifyInstance, log: Logger): void {
  server.setNotFoundHandler((request, reply) => refuse(request, reply, 'BAD_REQUEST', 404));
  server.setErrorHandler((error: { statusCode?: number; code?: string }, request, reply) => {
    // Fastify's messages quote the body that could not be parsed.
    const status = error.statusCode ?? 500;
    if (status === 413) return refuse(request, reply, 'LIMIT_EXCEEDED', 413);
    if (status >= 400 && status < 500) return refuse(request, reply, 'BAD_REQUEST', status);
    log.error({ event: 'UNEXPECTED_ERROR', requestId: request.record.requestId, code: error.code ?? null });
    return refuse(request, reply, 'INTERNAL');
  });
}

const RETRY_AFTER_SECONDS = 2;

/** The same border over another graph, which may not be there (yet): who has no token learns nothing of that. */
function addSandbox<Context extends BorderContext>(server: FastifyInstance, options: HttpServerOptions<Context>): void {
  const state = options.sandbox ?? (() => 'SANDBOX_NOT_CONFIGURED' as const);
  const beThere = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const now = state();
    if (reply.sent || typeof now !== 'string') return;
    if (now === 'SANDBOX_PREPARING') void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    await refuse(request, reply, now);
  };
  server.route({ method: OTHER_METHODS, url: '/sandbox/graphql', handler: onlyPost });
  server.post('/sandbox/graphql', {
    onRequest: [identify(options), beThere],
    handler: (request, reply) => {
      const served = state();
      return typeof served === 'string' ? refuse(request, reply, served) : graphHandler(served)(request, reply);
    },
  });
}

function graphHandler<Context extends BorderContext>({ apollo, buildContext }: Served<Context>) {
  const handler = fastifyApolloHandler(apollo, { context: (request) => contextOf(request, buildContext) });
  return (request: FastifyRequest, reply: FastifyReply): unknown => handler.call(request.server, request, reply);
}

/** `POST /graphql`, `POST /sandbox/graphql`, `GET /healthz`, `GET /readyz`, and nothing else; not yet listening. */
export function createHttpServer<Context extends BorderContext>(options: HttpServerOptions<Context>): FastifyInstance {
  const server = fastify({
    bodyLimit: LIMITS.bodyBytes,
    genReqId: () => randomUUID(),
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    logger: false,
  });
  letConnectionsGo(server);
  addRecords(server, options.log);
  addRefusals(server, options.log);
  server.get('/healthz', () => ({ alive: true }));
  server.get('/readyz', async (_request, reply) => {
    const { ready, checks } = await options.readiness();
    return reply.code(ready ? 200 : 503).send({ ready, checks });
  });
  // POST only: in a GET, documents and variables would stand in the access logs of every proxy on the way.
  server.route({ method: OTHER_METHODS, url: '/graphql', handler: onlyPost });
  server.post('/graphql', { onRequest: identify(options), handler: graphHandler(options) });
  addSandbox(server, options);
  return server;
}

function onlyPost(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return refuse(request, reply.header('allow', 'POST'), 'BAD_REQUEST', 405);
}
