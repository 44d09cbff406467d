/** Records of an audit sample (I01). */
export const LARGEST_SAMPLE = 20;
