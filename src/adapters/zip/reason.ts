/** Why a ZIP could not be read, as a clause. Only some messages of the library end with a full stop. */
export const reasonOf = ({ message }: Error): string => message.replace(/\.$/, '')
