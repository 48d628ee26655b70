/**
 * The most multiplications with additions of a piece of work: what takes five to ten milliseconds of one
 * thread, with all that goes with it.
 */
export const mostMultiplyAdds = 2 ** 26;
