import { Agent, request } from 'node:http';

export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Round {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds, ascending. */
  readonly latencies: readonly number[];
  /** Answers that were not 200, or not as long as the one that was checked. */
  readonly errors: number;
}

export interface Answer {
  readonly status: number;
  readonly bytes: number;
  readonly text: string;
}

export async function send(target: Target, agent: Agent, keep = true): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...target.headers, 'content-length': Buffer.byteLength(target.body) };
    const sent = request(target.url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (keep) chunks.push(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, bytes, text: Buffer.concat(chunks).toString() }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(target.body);
  });
}

/** By how much answers of one length differ: the digits of a receipt's numbers. */
const RECEIPT_BYTES = 24;

/** A closed loop: each connection sends its next request when it has the answer to the one before. */
export async function load(
  target: Target,
  { connections, milliseconds, bytes }: { connections: number; milliseconds: number; bytes: number | null },
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let errors = 0;
  const start = performance.now();
  const end = start + milliseconds;
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const began = performance.now();
      const answer = await send(target, agent, false);
      latencies.push(performance.now() - began);
      if (answer.status !== 200 || (bytes !== null && Math.abs(answer.bytes - bytes) > RECEIPT_BYTES)) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - start) / 1_000;
  agent.destroy();
  return { requests: latencies.length, seconds, latencies: latencies.sort((a, b) => a - b), errors };
}
