import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { Frontier } from '../../src/audit/merkle/frontier.js';
import { emptyRoot, leafHash, nodeHash, type Hash } from '../../src/audit/merkle/hashes.js';
import { proveConsistency, proveInclusion, rootAt, type ReadNodes } from '../../src/audit/merkle/prove.js';
import { verifyConsistency, verifyInclusion } from '../../src/audit/merkle/verifyProof.js';

/** The definition of RFC 6962, section 2.1, word for word and slow. */
function definedRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length <= 1) return leaves[0] ?? emptyRoot();
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

/** A tree as the log keeps one: grown leaf by leaf, its complete nodes kept. */
function grown(leaves: readonly Hash[]) {
  const nodes = new Map<string, Hash>();
  const frontier = new Frontier();
  leaves.forEach((leaf, index) => {
    nodes.set(`0/${index}`, leaf);
    for (const node of frontier.append(leaf)) nodes.set(`${node.level}/${node.index}`, node.hash);
  });
  const read: ReadNodes = async (places) => places.flatMap(({ level, index }) => nodes.get(`${level}/${index}`) ?? []);
  return { frontier, nodes, read };
}

const leavesOf = (count: number): Hash[] =>
  Array.from({ length: count }, (_, index) => leafHash(Buffer.from([index, count])));

function flipped(hash: Hash, bit: number): Hash {
  const copy = Buffer.from(hash);
  const byte = bit % hash.length;
  copy[byte] = (copy[byte] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

describe('A tree', () => {
  it('has the root that RFC 6962 defines, at every size, by its frontier and by its nodes', async () => {
    for (let size = 0; size <= 70; size += 1) {
      const leaves = leavesOf(size);
      const { frontier, read } = grown(leaves);
      const root = definedRoot(leaves);
      expect(frontier.root()).toEqual(root);
      expect(await rootAt(size, read)).toEqual(root);
    }
  });

  it('proves every leaf and every earlier tree, at every size', async () => {
    for (let size = 1; size <= 33; size += 1) {
      const leaves = leavesOf(size);
      const { frontier, read } = grown(leaves);
      const root = frontier.root();
      for (let index = 0; index < size; index += 1) {
        const proof = await proveInclusion(index, size, read);
        expect(verifyInclusion({ leaf: leaves[index] as Hash, index, size, root, proof })).toBe(true);
      }
      for (let before = 1; before <= size; before += 1) {
        const proof = await proveConsistency(before, size, read);
        const earlier = { size: before, root: definedRoot(leaves.slice(0, before)) };
        expect(verifyConsistency({ before: earlier, after: { size, root }, proof })).toBe(true);
      }
    }
  });

  it('is not proved by anything else: one bit of leaf, proof or root, another index or another size', async () => {
    const cases = fc.integer({ min: 1, max: 300 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        index: fc.nat(size - 1),
        before: fc.integer({ min: 1, max: size }),
        bit: fc.nat(255),
        where: fc.nat(20),
        off: fc.integer({ min: 1, max: size + 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ size, index, before, bit, where, off }) => {
        const leaves = leavesOf(size);
        const { frontier, read } = grown(leaves);
        const root = frontier.root();
        const proof = await proveInclusion(index, size, read);
        const claim = { leaf: leaves[index] as Hash, index, size, root, proof };
        const changed = (hashes: readonly Hash[]) =>
          hashes.map((hash, at) => (at === where % hashes.length ? flipped(hash, bit) : hash));
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leaf: flipped(claim.leaf, bit) })).toBe(false);
        expect(verifyInclusion({ ...claim, root: flipped(root, bit) })).toBe(false);
        expect(verifyInclusion({ ...claim, index: (index + off) % (size + 4) })).toBe(off % (size + 4) === 0);
        expect(verifyInclusion({ ...claim, proof: [...proof, root] })).toBe(false);
        if (proof.length > 0) {
          expect(verifyInclusion({ ...claim, proof: changed(proof) })).toBe(false);
          expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(false);
        }
        const consistency = await proveConsistency(before, size, read);
        const earlier = { size: before, root: definedRoot(leaves.slice(0, before)) };
        const two = { before: earlier, after: { size, root }, proof: consistency };
        expect(verifyConsistency(two)).toBe(true);
        expect(verifyConsistency({ ...two, before: { ...earlier, root: flipped(earlier.root, bit) } })).toBe(false);
        expect(verifyConsistency({ ...two, after: { size, root: flipped(root, bit) } })).toBe(false);
        expect(verifyConsistency({ ...two, before: { ...earlier, size: before + off } })).toBe(false);
        expect(verifyConsistency({ ...two, before: { size: 0, root: emptyRoot() } })).toBe(false);
        expect(verifyConsistency({ ...two, proof: [...consistency, root] })).toBe(false);
        if (consistency.length > 0) {
          expect(verifyConsistency({ ...two, proof: changed(consistency) })).toBe(false);
          expect(verifyConsistency({ ...two, proof: consistency.slice(0, -1) })).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has no proof of a leaf or tree that is not there, nor one where a node is missing', async () => {
    const { read, nodes } = grown(leavesOf(7));
    await expect(proveInclusion(7, 7, read)).rejects.toThrow('There is no such leaf.');
    await expect(proveInclusion(-1, 7, read)).rejects.toThrow('There is no such leaf.');
    await expect(proveConsistency(8, 7, read)).rejects.toThrow('There was no such tree.');
    nodes.delete('1/2');
    await expect(proveInclusion(0, 7, read)).rejects.toThrow('A node of the tree is missing.');
  });
});

interface Vectors {
  readonly leaves: readonly string[];
  readonly nodes: readonly (readonly string[])[];
  readonly roots: readonly string[];
  readonly inclusion: readonly {
    is: string;
    index: number;
    size: number;
    root: string;
    leaf: string;
    proof: string[];
    fails: boolean;
  }[];
  readonly consistency: readonly {
    is: string;
    before: number;
    after: number;
    rootBefore: string;
    rootAfter: string;
    proof: string[];
    fails: boolean;
  }[];
}

describe('The published vectors of transparency-dev/merkle', () => {
  const path = new URL('../vectors/transparency-dev-merkle.json', import.meta.url);
  const { leaves, nodes, roots, inclusion, consistency } = JSON.parse(readFileSync(path, 'utf8')) as Vectors;
  const hash = (hex: string): Hash => Buffer.from(hex, 'hex');
  const hashes = leaves.map((leaf) => leafHash(hash(leaf)));

  it('give the same root at each size and the same node at each place', async () => {
    const tree = grown(hashes);
    for (const [at, root] of roots.entries()) expect((await rootAt(at + 1, tree.read)).toString('hex')).toBe(root);
    for (const [level, row] of nodes.entries()) {
      for (const [index, node] of row.entries())
        expect(tree.nodes.get(`${level}/${index}`)?.toString('hex')).toBe(node);
    }
  });

  it('agree on the 98 inclusion proofs, 92 of which must fail', async () => {
    const failing = inclusion.filter(({ fails }) => fails);
    expect([inclusion.length, failing.length]).toEqual([98, 92]);
    const tree = grown(hashes);
    for (const { is, index, size, root, leaf, proof, fails } of inclusion) {
      const claim = { leaf: hash(leaf), index, size, root: hash(root), proof: proof.map(hash) };
      expect([is, verifyInclusion(claim)]).toEqual([is, !fails]);
      if (!fails && size > 1) expect(await proveInclusion(index, size, tree.read)).toEqual(claim.proof);
    }
  });

  it('agree on the 98 consistency proofs, 92 of which must fail', async () => {
    const failing = consistency.filter(({ fails }) => fails);
    expect([consistency.length, failing.length]).toEqual([98, 92]);
    const tree = grown(hashes);
    for (const { is, before, after, rootBefore, rootAfter, proof, fails } of consistency) {
      const claim = {
        before: { size: before, root: hash(rootBefore) },
        after: { size: after, root: hash(rootAfter) },
        proof: proof.map(hash),
      };
      expect([is, verifyConsistency(claim)]).toEqual([is, !fails]);
      if (!fails && after <= 8) expect(await proveConsistency(before, after, tree.read)).toEqual(claim.proof);
    }
  });

  it('are those of the second collection, which other people computed', () => {
    const other = JSON.parse(readFileSync(new URL('../vectors/dp-vectors.json', import.meta.url), 'utf8')) as {
      vectors: { kind: string; leaves_hex: string[]; root_hex_by_size: string[] }[];
    };
    const vector = other.vectors.find(({ kind }) => kind === 'merkle_rfc6962');
    expect(vector?.leaves_hex).toEqual(leaves);
    expect(vector?.root_hex_by_size).toEqual([emptyRoot().toString('hex'), ...roots]);
  });
});
