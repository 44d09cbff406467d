/** Whom to turn to, word for word as the published policy has it (A6-8 to A6-10); a test compares the two. */
export const PRIVACY_CONTACT = {
  desk: '個人情報相談窓口',
  phone: '050-3628-2577',
  hours: '9:00~18:00(日・祝日休み)',
} as const;
