/** The environment variable that tells the updater the name of the parameter with GitHub's SSH host keys. */
export const HOST_KEYS_PARAMETER_VARIABLE = 'SSM_PARAMETER';
