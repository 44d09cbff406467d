import { request, type Agent } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Status line, headers and body, as text: everything that left. */
  readonly everything: string;
  readonly text: string;
}

/** One POST over a kept connection. A header with a list of values is sent that many times. */
export async function post(
  agent: Agent,
  url: string,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body: string | Buffer,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const flat = Object.entries(headers).flatMap(([name, value]) => [value].flat().flatMap((each) => [name, each]));
    const length = ['content-length', String(Buffer.byteLength(body))];
    const sent = request(url, { method: 'POST', agent, headers: ['host', new URL(url).host, ...flat, ...length] });
    sent.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject).on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const status = response.statusCode ?? 0;
        const head = [`${status} ${response.statusMessage}`, ...response.rawHeaders].join('\n');
        resolve({ status, headers: headersOf(response.rawHeaders), everything: `${head}\n\n${text}`, text });
      });
    });
    sent.end(body);
  });
}

function headersOf(raw: readonly string[]): Record<string, string> {
  const pairs = raw.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? '']] : []));
  return Object.fromEntries(pairs) as Record<string, string>;
}
