import { registerHooks } from 'node:module';

/**
 * The same gateway with governance switched off where it is built: these modules are exchanged for ones that do nothing before
 * anything is loaded. Only here: the product has no switch, and ships nothing of this folder.
 */
const EXCHANGED: readonly (readonly [original: string, instead: string])[] = [
  ['/directives/applyGovernance.js', '../ungoverned/applyGovernance.js'],
  ['/directives/proof/proveGoverned.js', '../ungoverned/proveGoverned.js'],
  ['/src/policy/decideFully.js', '../ungoverned/decideFully.js'],
  ['/src/policy/narrowFully.js', '../ungoverned/narrowFully.js'],
  ['/src/registry/facts/factsReader.js', '../ungoverned/factsReader.js'],
  ['/src/graph/audit/withinVolume.js', '../ungoverned/withinVolume.js'],
  ['/src/graph/audit/recordAnswer.js', '../ungoverned/recordAnswer.js'],
  ['/src/plugins/governanceExtension.js', '../ungoverned/governanceExtension.js'],
  ['/src/embedded/startEmbedded.js', '../ungoverned/startEmbedded.js'],
];

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    const exchange = EXCHANGED.find(([original]) => found.url.endsWith(original));
    const own = context.parentURL?.includes('/bench/ungoverned/') === true;
    return exchange === undefined || own ? found : { ...found, url: new URL(exchange[1], import.meta.url).href };
  },
});
await import('./gateway.js');
