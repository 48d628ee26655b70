/** The most memory that this process has had, in MiB. */
export const peakMiB = (): number => process.resourceUsage().maxRSS / 1024;
