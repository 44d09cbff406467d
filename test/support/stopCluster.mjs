export default async function stopCluster() {
  await globalThis.norenTestCluster?.stop();
}
