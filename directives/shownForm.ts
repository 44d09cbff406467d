import { formRank, type DisclosureForm } from '../src/policy/vocabulary.js';

/**
 * The best form that a field offers and that is not above the granted one: what is not offered falls to the next lower form, at last
 * to DENIED (null). An unknown form grants nothing.
 */
export function shownForm(offers: readonly DisclosureForm[], granted: DisclosureForm): DisclosureForm {
  return offers.reduce<DisclosureForm>(
    (best, offer) => (formRank(offer) <= formRank(granted) && formRank(offer) > formRank(best) ? offer : best),
    'DENIED',
  );
}
