/** It stands on the databases of the governed gateway. */
export { joinEmbedded as startEmbedded } from '../../src/embedded/joinEmbedded.js';
