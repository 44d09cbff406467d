/**
 * The next whole multiple of so many milliseconds since an instant, by default that at which the process began: what is released then tells only
 * how many ticks it took.
 */
export function fixedTicks(milliseconds: number, since = 0): () => Promise<void> {
  return () => {
    const wait = milliseconds - ((performance.now() - since) % milliseconds);
    return new Promise((resolve) => void setTimeout(resolve, wait));
  };
}
