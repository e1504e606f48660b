/** The variable of the updater's environment that names the parameter with GitHub's SSH host keys. */
export const HOST_KEYS_PARAMETER_VARIABLE = 'SSM_PARAMETER';
