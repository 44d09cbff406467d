const FILLER = '＊＊＊';

/**
 * Prefecture and municipality, the rest hidden: '宮城県仙台市青葉区' -> '宮城県仙台市青葉区＊＊＊'. Give it these two columns joined, and
 * never the street: town names can't be told from municipalities by their text. As a second line of defence everything from the
 * first figure, blank or star on is dropped. Policy item A2(2)-i5.
 */
export function maskAddress(place: string): string;
export function maskAddress(place: string | null): string | null;
export function maskAddress(place: string | null): string | null {
  if (place === null) return null;
  const [kept = ''] = place.split(/[\p{Nd}\s＊*]/u, 1);
  return kept.toWellFormed() + FILLER;
}
