using System.Text;
using ZiBai.Cli.NewApp;

namespace ZiBai.Cli.Completion;

/// <summary>The script for zsh: to be sourced, or saved as <c>_zibai</c> in a folder of <c>fpath</c>.</summary>
internal static class ZshScript
{
    private const string Begin = """
        #compdef zibai
        # Completes zibai in zsh: source <(zibai completion zsh)

        # Import strings. $1: what they lead to.
        _zibai_imports() {
            local kind=$1 home= program=${(Q)words[1]/#\~\//$HOME/} folder=${(Q)opt_args[--app-dir]}
            local -a found
            if [[ $kind == app ]]; then
                (( CURRENT == 2 )) && compadd -- {COMMANDS}
                (( ${+opt_args[--call]} )) && kind=factory
            fi
            (( $+commands[$program] )) || [[ -x $program ]] || program=zibai
            compset -P '\~/' && home=$HOME/
            found=("${(@f)$(command $program completion import $kind "${folder/#\~\//$HOME/}" "$home${(Q)PREFIX}" 2>/dev/null)}")
            found=(${found#$home})
            compadd -M 'm:{a-zA-Z}={A-Za-z}' -S '' -- ${(M)found:#*[:/]}
            compadd -M 'm:{a-zA-Z}={A-Za-z}' -- ${found:#*[:/]}
        }

        _zibai() {
            if (( CURRENT > 2 )) && [[ $words[2] == {COMPLETION} ]]; then
                (( CURRENT == 3 )) && compadd -- {SHELLS}
                return
            elif (( CURRENT > 2 )) && [[ $words[2] == {NEW} ]]; then
                return
            fi

            _arguments \

        """;

    private const string Rest = """
                '*:app: _zibai_imports app'
        }

        if [[ $funcstack[1] == _zibai ]]; then
            _zibai "$@"
        else
            compdef _zibai zibai
        fi

        """;

    public static string Write()
    {
        var script = new StringBuilder(Begin)
            .Replace("{COMMANDS}", string.Join(' ', CompletedOption.Commands.Select(static command => command.Name)))
            .Replace("{COMPLETION}", CompletionCommand.Name).Replace("{SHELLS}", string.Join(' ', CompletionCommand.Shells)).Replace("{NEW}", NewCommand.Name);
        foreach (var option in CompletedOption.All)
        {
            foreach (var name in option.Names)
            {
                var others = option.Value == "ADDRESS" ? "*" : $"({string.Join(' ', option.Names)})";

                // The value of a long name may also follow after '='.
                var end = option.Value is not null && name.StartsWith("--", StringComparison.Ordinal) ? "=" : "";
                script.Append("        ").Append(Quoted($"{others}{name}{end}[{Escaped(option.Meaning)}]{Value(option)}")).Append(" \\\n");
            }
        }

        return script.Append(Rest).Replace("\r\n", "\n").ToString();
    }

    private static string Value(CompletedOption option) => option.Kind switch
    {
        ValueKind.None => "",
        ValueKind.Choice => $":{Escaped(option.Value!)}:({string.Join(' ', option.Choices)})",
        ValueKind.File => $":{option.Value}:_files",
        ValueKind.Folder => $":{option.Value}:_files -/",
        ValueKind.Import => $":{Escaped(option.Value!)}: _zibai_imports hook",
        _ => $":{Escaped(option.Value!)}: ",
    };

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
