/** No register is read: facts that hold nobody. */
export function createFactsReader() {
  const nobody = { caller: { human: false }, organisation: null, volume: { caller: null, organisation: null } };
  const none = { ...nobody, rowHolders: {}, deceased: {}, flagged: {} };
  const facts = { SINGLE: none, LIST: none, papers: [], offices: [] };
  return () => Promise.resolve(facts);
}
