/** How a paper is handed over; named by `steps.way`. */
export const SERVICE_WAYS = [
  'in_person',
  'signature_refused',
  'post',
  'electronic',
  'public_notice',
] as const;
