using System.Text;

namespace ZiBai.Cli.Completion;

/// <summary>The script for fish: to be sourced, or saved as <c>zibai.fish</c> in its folder of completions.</summary>
internal static class FishScript
{
    private const string Begin = """
        # Completes zibai in fish: zibai completion fish | source

        # Import strings. $argv[1]: what they lead to.
        function __zibai_imports
            set -l kind $argv[1]
            set -l words (commandline -opc)
            set -l folder ''
            for i in (seq 2 (count $words))
                switch $words[$i]
                    case --app-dir
                        set folder $words[(math $i + 1)]
                    case '--app-dir=*'
                        set folder (string replace -- --app-dir= '' $words[$i])
                    case --call
                        test $kind = app; and set kind factory
                end
            end

            # As it is meant: without quotes, and with the home directory.
            set -l typed (commandline -ct | string replace --regex '^--[a-z-]+=' '' | string replace --all --regex '[\\\\"\']' '')
            set -l folder (string replace --regex '^~/' "$HOME/" -- $folder)
            set -l program (string replace --regex '^~/' "$HOME/" -- $words[1])
            command --query $program; or set program zibai
            set -l meant (string replace --regex '^~/' "$HOME/" -- $typed)
            for word in (command $program completion import $kind "$folder" "$meant" 2>/dev/null)
                test "$meant" = "$typed"; or set word (string replace -- "$HOME/" '~/' $word)
                echo $word
            end
        end

        function __zibai_is_word
            test (count (commandline -opc)) -eq $argv[1]
        end

        function __zibai_after
            set -l words (commandline -opc)
            test (count $words) -gt 1; and contains -- $words[2] $argv
        end

        complete -c zibai -f
        complete -c zibai -n 'not __zibai_after {COMMANDS}' -a '(__zibai_imports app)'
        complete -c zibai -n '__zibai_is_word 2; and __zibai_after {COMPLETION}' -a '{SHELLS}'

        """;

    public static string Write()
    {
        var commands = string.Join(' ', CompletedOption.Commands.Select(static command => command.Name));
        var script = new StringBuilder(Begin).Replace("{COMMANDS}", commands)
            .Replace("{COMPLETION}", CompletionCommand.Name).Replace("{SHELLS}", string.Join(' ', CompletionCommand.Shells));
        foreach (var (name, meaning) in CompletedOption.Commands)
        {
            script.Append("complete -c zibai -n '__zibai_is_word 1' -a ").Append(name).Append(" -d ").Append(Quoted(meaning)).Append('\n');
        }

        foreach (var option in CompletedOption.All)
        {
            script.Append("complete -c zibai");
            foreach (var name in option.Names)
            {
                script.Append(name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {Quoted(name[1..])}");
            }

            script.Append(Value(option)).Append(" -d ").Append(Quoted(option.Meaning)).Append('\n');
        }

        return script.Replace("\r\n", "\n").ToString();
    }

    private static string Value(CompletedOption option) => option.Kind switch
    {
        ValueKind.None => "",
        ValueKind.Choice => $" -x -a {Quoted(string.Join(' ', option.Choices))}",
        ValueKind.File => " -r -F",
        ValueKind.Folder => " -x -a '(__fish_complete_directories)'",
        ValueKind.Import => " -x -a '(__zibai_imports hook)'",
        _ => " -x",
    };

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
