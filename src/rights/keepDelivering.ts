import type { SubjectRights } from './subjectRights.js';

const PAUSE_MS = 30_000;

/** Does what is left to do, now and again and again: what a crash or a source that was down left over comes through. @returns the end of it */
export function keepDelivering(
  rights: Pick<SubjectRights, 'deliver'>,
  onError: () => void,
  pauseMs = PAUSE_MS,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const round = async (): Promise<void> => {
    await rights.deliver().catch(onError);
    if (!ended) timer = setTimeout(() => void (running = round()), pauseMs).unref();
  };
  let running = round();
  return async () => {
    ended = true;
    clearTimeout(timer);
    await running;
  };
}
