using System.Buffers;
using System.Text;

namespace ZiBai.Response;

/// <summary>Sets of characters to look for.</summary>
internal static class CharacterSet
{
    /// <summary>The characters before one that something is true of, and further ones.</summary>
    /// <param name="end">The first character that is not asked about.</param>
    /// <param name="holds">Whether a character belongs to it.</param>
    /// <param name="further">Characters beyond that belong to it.</param>
    public static SearchValues<char> Below(char end, Func<char, bool> holds, string further = "")
    {
        var characters = new StringBuilder();
        for (var c = '\0'; c < end; c++)
        {
            if (holds(c))
            {
                characters.Append(c);
            }
        }

        return SearchValues.Create(characters.Append(further).ToString());
    }
}
