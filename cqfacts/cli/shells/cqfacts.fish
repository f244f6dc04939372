# Completion of cqfacts for fish. To have it in every new shell:
#   mkdir -p ~/.config/fish/completions
#   cqfacts completion fish > ~/.config/fish/completions/cqfacts.fish
function __cqfacts_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    for line in (cqfacts __complete (count $words) $words "$typed" 2>/dev/null)
        switch $line
            case ':files*'
                __fish_complete_path "$typed"
            case ':dirs*'
                __fish_complete_directories "$typed"
            case '*'
                echo $line
        end
    end
end
complete -c cqfacts -f -a '(__cqfacts_complete)'
