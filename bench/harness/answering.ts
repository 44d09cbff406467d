/** In a child: says that it is ready, and answers the harness. */
export function answering(ready: object, answer: (message: { ask: string }) => unknown = () => null): void {
  process.on('message', (message: { ask: string }) => {
    const reply = message.ask === 'cpu' ? process.cpuUsage() : answer(message);
    void Promise.resolve(reply).then((value) => process.send?.(value ?? {}));
  });
  process.send?.(ready);
}
