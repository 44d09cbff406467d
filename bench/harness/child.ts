import { fork, type ChildProcess } from 'node:child_process';

/** A server in a process of its own, so that its processor time is its own. */
export interface Child {
  readonly pid: number;
  /** What the child said when it was ready, its URL among it. */
  readonly ready: Readonly<Record<string, unknown>> & { readonly url: string };
  /** User and system time of the process since its start, in milliseconds. */
  cpuMs(): Promise<number>;
  ask(message: object): Promise<unknown>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly file: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

/** Starts `file`, which sends `{ url, ... }` when it is ready and then answers each message with one message. */
export async function startChild({ file, environment = {}, nodeOptions = [] }: ChildOptions): Promise<Child> {
  const child = fork(file, [], {
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production', ...environment },
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = (await nextMessage(child)) as Child['ready'];
  let turn: Promise<unknown> = Promise.resolve();
  const ask = (message: object): Promise<unknown> => {
    turn = turn.then(() => {
      child.send(message);
      return nextMessage(child);
    });
    return turn;
  };
  return {
    pid: child.pid ?? 0,
    ready,
    ask,
    cpuMs: async () => {
      const { user, system } = (await ask({ ask: 'cpu' })) as NodeJS.CpuUsage;
      return (user + system) / 1_000;
    },
    stop: () => stopped(child),
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`${child.spawnfile} ended with ${code}.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
