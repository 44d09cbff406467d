/**
 * The next whole multiple of so many milliseconds since the process began: what is released then tells only how many ticks it took.
 */
export function fixedTicks(milliseconds: number): () => Promise<void> {
  return () => {
    const wait = milliseconds - (performance.now() % milliseconds);
    return new Promise((resolve) => void setTimeout(resolve, wait));
  };
}
