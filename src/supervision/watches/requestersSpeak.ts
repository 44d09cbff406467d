import type { Watch } from './watch.js';

/**
 * A service is asked for by a guardian of the child (A4-4a), and the request outlives the link and the childhood. What goes to the partner rests on consent
 * besides, which a former guardian's no longer is; that nobody who may speak asks any more, a person has to see. The key alone says which.
 */
export const requestersSpeak: Watch = ({ unspoken }) => {
  const about = { code: 'REQUESTER_MAY_NOT_SPEAK', clauses: ['A4-4a'], since: null, degrades: false } as const;
  if (unspoken === null) {
    const what =
      'Whether those who asked for services may still speak for the child is not known: the club does not answer.';
    return [{ ...about, key: null, what }];
  }
  return unspoken.map(({ key, partner }) => {
    const what = `A service of ${partner} was asked for by a guardian who may not speak for the child any more (the link, or its age), and nobody has ended the request.`;
    return { ...about, key, what };
  });
};
