namespace ZiBai.Conformance.Tests.Hygiene;

/// <summary>One row: what is sent, and what has to come of it.</summary>
/// <param name="Bytes">The request, in Latin-1, up to where its sender says that it ends.</param>
/// <param name="Status">The one status that is answered.</param>
/// <param name="Seen">Requests that the app sees. One where the fault lies in the body: its headers are long with the app by then.</param>
internal sealed record MalformedRequest(string Bytes, int Status = 400, int Seen = 0)
{
    /// <summary>Whether Kestrel itself logs an error, which says that it could not read the rest of the body.</summary>
    public bool KestrelComplains { get; init; }
}

/// <summary>Requests that are refused, by what is wrong with them. RFC 9112 unless another is named.</summary>
internal static class MalformedRequests
{
    private const string Line = "POST / HTTP/1.1\r\n";
    private const string Post = Line + "Host: h\r\n";
    private const string Chunked = Post + "Transfer-Encoding: chunked\r\n\r\n";

    /// <summary>A body with a length, and one in chunks.</summary>
    private const string Five = "\r\n12345";
    private const string Chunks = "\r\n5\r\n12345\r\n0\r\n\r\n";

    public static IReadOnlyDictionary<string, MalformedRequest> All { get; } = new Dictionary<string, MalformedRequest>
    {
        // Section 6.3: how long a body is must never be a matter of opinion.
        ["Content-Length, then Transfer-Encoding"] = new(Post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n" + Chunks),
        ["Transfer-Encoding, then Content-Length"] = new(Post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + Chunks),
        ["Transfer-Encoding and a Content-Length of 0"] = new(Post + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n" + Chunks),
        ["two Content-Lengths that differ"] = new(Post + "Content-Length: 5\r\nContent-Length: 6\r\n" + Five),
        ["two Content-Lengths that agree"] = new(Post + "Content-Length: 5\r\nContent-Length: 5\r\n" + Five),
        ["a list of Content-Lengths"] = new(Post + "Content-Length: 5, 5\r\n" + Five),
        ["a Content-Length with a sign"] = new(Post + "Content-Length: +5\r\n" + Five),
        ["a negative Content-Length"] = new(Post + "Content-Length: -5\r\n" + Five),
        ["a hexadecimal Content-Length"] = new(Post + "Content-Length: 0x5\r\n" + Five),
        ["a Content-Length with a point"] = new(Post + "Content-Length: 5.0\r\n" + Five),
        ["a Content-Length with a space within"] = new(Post + "Content-Length: 0 5\r\n" + Five),
        ["a Content-Length beyond 64 bits"] = new(Post + "Content-Length: 18446744073709551621\r\n" + Five),
        ["a Content-Length of 40 digits"] = new(Post + "Content-Length: " + new string('1', 40) + "\r\n" + Five),
        ["NUL in a Content-Length"] = new(Post + "Content-Length: 5\0\r\n" + Five),
        ["an empty Content-Length"] = new(Post + "Content-Length:\r\n" + Five),
        ["Transfer-Encoding in HTTP/1.0"] = new("POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n" + Chunks),
        ["Transfer-Encoding in HTTP/1.0 that keeps alive"] =
            new("POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n" + Chunks),

        // Section 7: chunked is the only coding there is to this server.
        ["Transfer-Encoding: gzip"] = new(Post + "Transfer-Encoding: gzip\r\n" + Chunks),
        ["Transfer-Encoding: identity"] = new(Post + "Transfer-Encoding: identity\r\n" + Chunks),
        ["Transfer-Encoding: gzip, chunked"] = new(Post + "Transfer-Encoding: gzip, chunked\r\n" + Chunks),
        ["Transfer-Encoding: chunked, gzip"] = new(Post + "Transfer-Encoding: chunked, gzip\r\n" + Chunks),
        ["Transfer-Encoding: chunked, chunked"] = new(Post + "Transfer-Encoding: chunked, chunked\r\n" + Chunks),
        ["Transfer-Encoding: identity, chunked"] = new(Post + "Transfer-Encoding: identity, chunked\r\n" + Chunks),
        ["Transfer-Encoding: chunked, with an empty element"] = new(Post + "Transfer-Encoding: , chunked\r\n" + Chunks),
        ["Transfer-Encoding: xchunked"] = new(Post + "Transfer-Encoding: xchunked\r\n" + Chunks),
        ["Transfer-Encoding: chunkedx"] = new(Post + "Transfer-Encoding: chunkedx\r\n" + Chunks),
        ["Transfer-Encoding: chunked;x"] = new(Post + "Transfer-Encoding: chunked;x\r\n" + Chunks),
        ["Transfer-Encoding: \"chunked\""] = new(Post + "Transfer-Encoding: \"chunked\"\r\n" + Chunks),
        ["an empty Transfer-Encoding"] = new(Post + "Transfer-Encoding:\r\n" + Chunks),
        ["Transfer-Encoding twice"] = new(Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + Chunks),
        ["an empty Transfer-Encoding and another: chunked"] =
            new(Post + "Transfer-Encoding:\r\nTransfer-Encoding: chunked\r\n" + Chunks),
        ["Transfer-Encoding: chunked and another that is empty"] =
            new(Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n" + Chunks),
        ["Transfer-Encoding: gzip and another: chunked"] = new(Post + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n" + Chunks),
        ["Transfer-Encoding: chunked and another: identity"] =
            new(Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n" + Chunks),
        ["Transfer-Encoding: vertical tab, chunked"] = new(Post + "Transfer-Encoding: \vchunked\r\n" + Chunks),
        ["Transfer-Encoding: chunked, form feed"] = new(Post + "Transfer-Encoding: chunked\f\r\n" + Chunks),
        ["Transfer-Encoding: no-break space, chunked"] = new(Post + "Transfer-Encoding: \u00a0chunked\r\n" + Chunks),
        ["Transfer-Encoding on a folded line"] = new(Post + "Transfer-Encoding:\r\n chunked\r\n" + Chunks),

        // Section 3.2 and RFC 9110 section 7.2: whom a request is for.
        ["two Hosts"] = new(Line + "Host: h\r\nHost: h\r\nContent-Length: 5\r\n" + Five),
        ["two Hosts that differ"] = new(Line + "Host: h\r\nHost: g\r\nContent-Length: 5\r\n" + Five),
        ["no Host"] = new(Line + "Content-Length: 5\r\n" + Five),
        ["two Hosts in HTTP/1.0"] = new("GET / HTTP/1.0\r\nHost: h\r\nHost: g\r\n\r\n"),
        ["a Host with a path"] = new("GET / HTTP/1.1\r\nHost: h/x\r\n\r\n"),
        ["a Host with user information"] = new("GET / HTTP/1.1\r\nHost: u@h\r\n\r\n"),
        ["a Host with a space"] = new("GET / HTTP/1.1\r\nHost: h g\r\n\r\n"),
        ["a Host that is a list"] = new("GET / HTTP/1.1\r\nHost: h,g\r\n\r\n"),
        ["a Host with a bad port"] = new("GET / HTTP/1.1\r\nHost: h:x\r\n\r\n"),
        ["a Host with an unclosed bracket"] = new("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
        ["a Host with a quote"] = new("GET / HTTP/1.1\r\nHost: h\"\r\n\r\n"),
        ["a Host with a control character"] = new("GET / HTTP/1.1\r\nHost: h\u0001\r\n\r\n"),
        ["a Host in Latin-1"] = new("GET / HTTP/1.1\r\nHost: \u00e4\r\n\r\n"),
        ["a Host with a query"] = new("GET / HTTP/1.1\r\nHost: h?x\r\n\r\n"),
        ["a Host with a scheme"] = new("GET / HTTP/1.1\r\nHost: http://h\r\n\r\n"),
        ["an empty Host under a target with one"] = new("GET http://h/ HTTP/1.1\r\nHost:\r\n\r\n"),
        ["no Host under a target with one"] = new("GET http://h/ HTTP/1.1\r\n\r\n"),
        ["a Host with a port other than the target's"] = new("GET http://h:1/ HTTP/1.1\r\nHost: h:2\r\n\r\n"),
        ["an authority with user information"] = new("CONNECT u@h:1 HTTP/1.1\r\nHost: u@h:1\r\n\r\n"),
        ["a target with user information and a query"] = new("GET http://u@h?x HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a target with user information"] = new("GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a Host other than the authority to connect to"] = new("CONNECT h:1 HTTP/1.1\r\nHost: g:1\r\n\r\n"),
        ["a Host other than the target's"] = new("GET http://h/ HTTP/1.1\r\nHost: g\r\n\r\n"),

        // Sections 2.2 and 5: the lines.
        ["LF after the request line"] = new("GET / HTTP/1.1\nHost: h\r\n\r\n"),
        ["LF after a header"] = new("GET / HTTP/1.1\r\nHost: h\nX-A: 1\r\n\r\n"),
        ["LF as the empty line"] = new("GET / HTTP/1.1\r\nHost: h\r\n\n"),
        ["LF alone throughout"] = new("GET / HTTP/1.1\nHost: h\n\n"),
        ["a space before the colon"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-A : 1\r\n\r\n"),
        ["a tab before the colon"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-A\t: 1\r\n\r\n"),
        ["a space before the colon of Content-Length"] = new(Post + "Content-Length : 5\r\n" + Five),
        ["a space before the colon of Transfer-Encoding"] = new(Post + "Transfer-Encoding : chunked\r\n" + Chunks),
        ["a space within a name"] = new("GET / HTTP/1.1\r\nHost: h\r\nX A: 1\r\n\r\n"),
        ["NUL in a value"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\02\r\n\r\n"),
        ["NUL in a known header's value"] = new("GET / HTTP/1.1\r\nHost: h\r\nAccept: 1\02\r\n\r\n"),
        ["CR in a value"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r2\r\n\r\n"),
        ["CR at the end of a value"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\r\n\r\n"),
        ["NUL in a name"] = new("GET / HTTP/1.1\r\nHost: h\r\nX\0A: 1\r\n\r\n"),
        ["a control character in a name"] = new("GET / HTTP/1.1\r\nHost: h\r\nX\u0001A: 1\r\n\r\n"),
        ["a parenthesis in a name"] = new("GET / HTTP/1.1\r\nHost: h\r\nX(A: 1\r\n\r\n"),
        ["a name that is no token without a value"] = new("GET / HTTP/1.1\r\nHost: h\r\nX(A:\r\n\r\n"),
        ["a vertical tab before the colon of Transfer-Encoding"] = new(Post + "Transfer-Encoding\v: chunked\r\n" + Chunks),
        ["a vertical tab before Transfer-Encoding"] = new(Post + "\vTransfer-Encoding: chunked\r\n" + Chunks),
        ["a DEL in a name"] = new("GET / HTTP/1.1\r\nHost: h\r\nX\u007fA: 1\r\n\r\n"),
        ["a folded value"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\n 2\r\n\r\n"),
        ["a value folded with a tab"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-A: 1\r\n\t2\r\n\r\n"),
        ["a space before the first header"] = new("GET / HTTP/1.1\r\n Host: h\r\n\r\n"),
        ["a tab before the first header"] = new("GET / HTTP/1.1\r\n\tHost: h\r\n\r\n"),
        ["an empty name"] = new("GET / HTTP/1.1\r\nHost: h\r\n: 1\r\n\r\n"),
        ["a header without a colon"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-A\r\n\r\n"),
        ["a name in Latin-1"] = new("GET / HTTP/1.1\r\nHost: h\r\nX-\u00c4: 1\r\n\r\n"),
        ["two Content-Types"] = new(Post + "Content-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 5\r\n" + Five),
        ["two Content-Types of a body in chunks"] =
            new(Post + "Content-Type: a/b\r\nContent-Type: c/d\r\nTransfer-Encoding: chunked\r\n" + Chunks),

        // Section 3: the first line.
        ["no version"] = new("GET /\r\nHost: h\r\n\r\n"),
        ["a version that is none"] = new("GET / HTTP/1.x\r\nHost: h\r\n\r\n", Status: 505),
        ["a third space"] = new("GET / x HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a method that is no token"] = new("GE(T / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a target without a slash"] = new("GET x HTTP/1.1\r\nHost: h\r\n\r\n", Status: 405),
        ["NUL in the target"] = new("GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a control character in the target"] = new("GET /\u0001 HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a tab in the target"] = new("GET /\t HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a tab before the version"] = new("GET /\tHTTP/1.1 HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a tab before the version in the query"] = new("GET /?\tHTTP/1.1 HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a CR in the target"] = new("GET /\r HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a DEL in the target"] = new("GET /\u007f HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a control character in the query"] = new("GET /?\u0001 HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["Latin-1 in the target"] = new("GET /\u00e4 HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["Latin-1 in the query"] = new("GET /?\u00e4 HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a control character in an absolute target"] = new("GET http://h/\u0001 HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a fragment in the target"] = new("GET /#x HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a tab between method and target"] = new("GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["two spaces between method and target"] = new("GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a space before the method"] = new(" GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a space after the version"] = new("GET / HTTP/1.1 \r\nHost: h\r\n\r\n"),
        ["no method"] = new("/ HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["NUL before the method"] = new("\0GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a method in Latin-1"] = new("G\u00c4T / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["a control character in the method"] = new("G\u0001T / HTTP/1.1\r\nHost: h\r\n\r\n"),
        ["HTTP/1.2"] = new("GET / HTTP/1.2\r\nHost: h\r\n\r\n", Status: 505),
        ["HTTP/2.0"] = new("GET / HTTP/2.0\r\nHost: h\r\n\r\n", Status: 505),
        ["HTTP/0.9 by name"] = new("GET / HTTP/0.9\r\nHost: h\r\n\r\n", Status: 505),
        ["HTTP/1.10"] = new("GET / HTTP/1.10\r\nHost: h\r\n\r\n"),
        ["HTTP/01.1"] = new("GET / HTTP/01.1\r\nHost: h\r\n\r\n"),
        ["the version in lower case"] = new("GET / http/1.1\r\nHost: h\r\n\r\n", Status: 505),
        ["an asterisk of GET"] = new("GET * HTTP/1.1\r\nHost: h\r\n\r\n", Status: 405),
        ["an authority of GET"] = new("GET h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n", Status: 405),
        ["an encoded NUL in the target"] = new("GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n"),

        // Section 7.1: chunks.
        ["a chunk size that is none"] = new(Chunked + "zz\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["an empty chunk size"] = new(Chunked + "\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a chunk size with a prefix"] = new(Chunked + "0x5\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a chunk size with a sign"] = new(Chunked + "+5\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a negative chunk size"] = new(Chunked + "-5\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a chunk size with a separator"] = new(Chunked + "0_5\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a space before a chunk size"] = new(Chunked + " 5\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a space after a chunk size"] = new(Chunked + "5 \r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a space before a chunk extension"] = new(Chunked + "5 ;a\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a chunk size beyond 31 bits"] = new(Chunked + "80000005\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a chunk size beyond 32 bits"] = new(Chunked + "100000005\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a chunk size beyond 64 bits"] = new(Chunked + "10000000000000005\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a chunk size with many zeros"] = new(Chunked + new string('0', 100) + "5\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["LF after a chunk size"] = new(Chunked + "5\n12345\r\n0\r\n\r\n", Seen: 1),
        ["CR after a chunk size"] = new(Chunked + "5\r12345\r\n0\r\n\r\n", Seen: 1),
        ["nothing after a chunk's data"] = new(Chunked + "5\r\n123450\r\n\r\n", Seen: 1),
        ["LF after a chunk's data"] = new(Chunked + "5\r\n12345\n0\r\n\r\n", Seen: 1),
        ["more data than a chunk's size"] = new(Chunked + "5\r\n123456\r\n0\r\n\r\n", Seen: 1),
        ["less data than a chunk's size"] = new(Chunked + "6\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["CR after a chunk's data"] = new(Chunked + "5\r\n12345\r0\r\n\r\n", Seen: 1),
        ["two line ends after a chunk's data"] = new(Chunked + "5\r\n12345\r\n\r\n0\r\n\r\n", Seen: 1),
        ["NUL in a chunk size"] = new(Chunked + "5\0\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a tab after a chunk size"] = new(Chunked + "5\t\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a last chunk with a prefix"] = new(Chunked + "5\r\n12345\r\n0x0\r\n\r\n", Seen: 1),
        ["CR at the end of a chunk extension"] = new(Chunked + "5;a\r\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["a comma for a chunk extension"] = new(Chunked + "5,a\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["LF after a chunk extension"] = new(Chunked + "5;a\n12345\r\n0\r\n\r\n", Seen: 1),
        ["CR in a chunk extension"] = new(Chunked + "5;a\rb\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["LF in a chunk extension"] = new(Chunked + "5;a\nb\r\n12345\r\n0\r\n\r\n", Seen: 1),
        ["LF after the last chunk's extension"] = new(Chunked + "5\r\n12345\r\n0;a\n\r\n", Seen: 1),
        ["LF after the last chunk"] = new(Chunked + "5\r\n12345\r\n0\n\r\n", Seen: 1),

        // Section 7.1.2: trailers.
        ["a trailer with a space before the colon"] = new(Chunked + "5\r\n12345\r\n0\r\nX-A : 1\r\n\r\n", Seen: 1),
        ["a trailer without a colon"] = new(Chunked + "5\r\n12345\r\n0\r\nX-A\r\n\r\n", Seen: 1),
        ["a trailer without a name"] = new(Chunked + "5\r\n12345\r\n0\r\n: 1\r\n\r\n", Seen: 1),
        ["a folded trailer"] = new(Chunked + "5\r\n12345\r\n0\r\nX-A: 1\r\n 2\r\n\r\n", Seen: 1),
        ["NUL in a trailer"] = new(Chunked + "5\r\n12345\r\n0\r\nX-A: 1\02\r\n\r\n", Seen: 1) { KestrelComplains = true },
        ["a trailer with a control character in its name"] =
            new(Chunked + "5\r\n12345\r\n0\r\nX\u0001A: 1\r\n\r\n", Seen: 1) { KestrelComplains = true },
        ["CR in a trailer"] = new(Chunked + "5\r\n12345\r\n0\r\nX-A: 1\r2\r\n\r\n", Seen: 1),
        ["LF after a trailer"] = new(Chunked + "5\r\n12345\r\n0\r\nX-A: 1\n\r\n", Seen: 1),
        ["LF behind the trailers"] = new(Chunked + "5\r\n12345\r\n0\r\nX-A: 1\r\n\n", Seen: 1),
        ["LF for no trailers"] = new(Chunked + "5\r\n12345\r\n0\r\n\n", Seen: 1),
        ["a trailer folded before the first"] = new(Chunked + "5\r\n12345\r\n0\r\n X-A: 1\r\n\r\n", Seen: 1),
        ["a trailer named in Latin-1"] = new(Chunked + "5\r\n12345\r\n0\r\nX-\u00c4: 1\r\n\r\n", Seen: 1),
        ["CR at the end of a trailer"] = new(Chunked + "5\r\n12345\r\n0\r\nX-A: 1\r\r\n\r\n", Seen: 1),
        ["a trailer that is a request line"] = new(Chunked + "5\r\n12345\r\n0\r\nGET /smuggled HTTP/1.1\r\n\r\n", Seen: 1),
    };
}
