using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using ZiBai.Response;

namespace ZiBai.Adapter;

/// <summary>
/// Finds requests that Kestrel serves although another server on their way may read them differently: where one request ends for it, the other may
/// see a second begin, or another target. Looks at the target and at known headers alone, and at more than two of these only where there is a body.
/// </summary>
internal static class RequestGuard
{
    /// <summary>Where Kestrel puts the Content-Length that it takes away from a request with a Transfer-Encoding.</summary>
    private const string SetAsideLength = "X-Content-Length";

    /// <summary>What a target may have: RFC 3986 has less still, but that much browsers send. No white space, no control, no fragment.</summary>
    private static readonly SearchValues<char> _targetCharacters = CharacterSet.Below('\x7f', static c => c > ' ' && c != '#');

    /// <summary>What is wrong with a request, and the status that says so; null if it may be served.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBodySize">Bytes that a body may have; null for any number. A body in chunks is counted by Kestrel as it is read.</param>
    public static (int StatusCode, string Reason)? Fault(IHttpRequestFeature request, long? maxBodySize)
    {
        if (FaultOfTarget(request.RawTarget) is { } ofTarget)
        {
            return (StatusCodes.Status400BadRequest, ofTarget);
        }

        var headers = request.Headers;
        var coding = headers.TransferEncoding;
        var length = headers.ContentLength;
        if (coding.Count == 0 && length is null)
        {
            return null;
        }

        var wrong = (coding.Count == 0 ? null : FaultOfCoding(request, coding))
            ?? (headers.ContentType.Count > 1 ? "it has Content-Type more than once" : null);
        return wrong is not null ? (StatusCodes.Status400BadRequest, wrong)
            : length > maxBodySize ? (StatusCodes.Status413PayloadTooLarge, "its body is larger than --max-request-body-size")
            : null;
    }

    // RFC 9112 section 3: Kestrel ends a target at a space alone, others at any white space, a CR included.
    private static string? FaultOfTarget(string target) =>
        target.AsSpan().ContainsAnyExcept(_targetCharacters) ? "its target has a character that none has"
        : !target.StartsWith('/') && HasUser(target) ? "its target names a user"
        : null;

    // RFC 9110 section 4.2.4: what stands before the @ is taken for the host by those who do not know better.
    private static bool HasUser(ReadOnlySpan<char> target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        var authority = scheme < 0 ? target : target[(scheme + 3)..];
        var path = authority.IndexOfAny('/', '?');
        return (path < 0 ? authority : authority[..path]).Contains('@');
    }

    // RFC 9112 sections 6.1 and 6.3. Kestrel takes every list that ends in chunked, and leaves the other codings to the app.
    private static string? FaultOfCoding(IHttpRequestFeature request, StringValues coding) =>
        coding.Count > 1 || !"chunked".Equals(coding[0], StringComparison.OrdinalIgnoreCase) ? "its Transfer-Encoding is not just chunked"
        : request.Protocol == "HTTP/1.0" ? "it has a Transfer-Encoding in HTTP/1.0"
        : request.Headers.ContentLength is not null || request.Headers.ContainsKey(SetAsideLength) ? "it has both Transfer-Encoding and Content-Length"
        : null;
}
