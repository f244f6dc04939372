#compdef cqfacts
# Completion of cqfacts for zsh. To have it in every new shell, put this line into ~/.zshrc, below the one with compinit where there is one:
#   source <(cqfacts completion zsh)
_cqfacts() {
    local line
    local -a candidates
    for line in "${(@f)$(cqfacts __complete $((CURRENT - 1)) "${(@Q)words}" 2>/dev/null)}"; do
        case $line in
            '') ;;
            :files*) compset -P '*='; _files ;;
            :dirs*) compset -P '*='; _files -/ ;;
            *$'\t') candidates+=("${${line%$'\t'}//:/\\:}") ;;
            *) candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
        esac
    done
    (( $#candidates )) && _describe cqfacts candidates
}
if [[ $funcstack[1] == _cqfacts ]]; then
    _cqfacts "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _cqfacts cqfacts
fi
