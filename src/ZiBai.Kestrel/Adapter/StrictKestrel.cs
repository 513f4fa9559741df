using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;
using ZiBai.Response;

namespace ZiBai.Adapter;

/// <summary>The switches of Kestrel's own that make it refuse what the grammar of RFC 9112 has no place for.</summary>
internal static class StrictKestrel
{
    private const string RefuseBareLineFeeds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    private static readonly ContentLengthEncoding _contentLength = new();
    private static readonly RefusingEncoding _refusing = new();

    /// <summary>
    /// Has a bare LF refused where a line has to end in CRLF. Holds for every Kestrel in the process that is made after this; a program that has set
    /// the switch itself keeps its choice.
    /// </summary>
    public static void EndLinesInCrLf()
    {
        if (!AppContext.TryGetSwitch(RefuseBareLineFeeds, out _))
        {
            AppContext.SetSwitch(RefuseBareLineFeeds, true);
        }
    }

    /// <summary>
    /// Has header values taken as Latin-1, so that every byte survives, and of Content-Length the digits alone. A value under a name that is no token is
    /// refused: there are servers that pass over a control character before or behind Transfer-Encoding. The pseudo-headers of HTTP/2, which begin with a
    /// colon, are Kestrel's to check; on HTTP/1 no name has one.
    /// </summary>
    public static void TakeHeadersAsLatin1(KestrelServerOptions kestrel) =>
        kestrel.RequestHeaderEncodingSelector = static name =>
            name == HeaderNames.ContentLength ? _contentLength : name is [':', ..] || HeaderRules.IsToken(name) ? Encoding.Latin1 : _refusing;

    /// <summary>Has header values sent as Latin-1: the server's own name is not ASCII.</summary>
    public static void SendHeadersAsLatin1(KestrelServerOptions kestrel) => kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
}
