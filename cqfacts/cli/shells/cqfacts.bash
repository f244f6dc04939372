# Completion of cqfacts for bash. To have it in every new shell, put this line into ~/.bashrc:
#   source <(cqfacts completion bash)
_cqfacts() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files*) compopt -o default 2>/dev/null ;;
            :dirs*) compopt -o dirnames 2>/dev/null ;;
            *) COMPREPLY+=("${line%%$'\t'*}") ;;
        esac
    done < <(cqfacts __complete "$COMP_CWORD" "${COMP_WORDS[@]}" 2>/dev/null)
}
complete -F _cqfacts cqfacts
