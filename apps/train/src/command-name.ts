/** What the user typed to start the program, so that the commands in help and messages can be typed too. */
export const commandName = process.env["RNN_COMMAND"] || "rnn-train";
