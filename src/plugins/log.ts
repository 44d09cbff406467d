import { pino, type DestinationStream, type Logger } from 'pino';
import type { RequestRecord } from './requestRecord.js';

/** JSON lines on the standard output. Each line has an `event`; none holds a value that came from a caller or a source. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: { service: 'noren' }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}

/** The one line of a request. */
export function requestLine(record: RequestRecord, answer: { route: string; status: number; milliseconds: number }) {
  const { caller, declared } = record;
  return {
    event: 'REQUEST',
    requestId: record.requestId,
    ...answer,
    milliseconds: Math.round(answer.milliseconds * 10) / 10,
    operation: record.operationType ?? null,
    operationHash: record.operationHash ?? null,
    documentHash: record.documentHash ?? null,
    organisation: caller?.organisation ?? null,
    roles: caller?.roles ?? [],
    purpose: declared?.purpose ?? null,
    subPurpose: declared?.subPurpose ?? null,
    purposeProblem: declared?.problem ?? null,
    codes: [...record.codes],
  };
}
