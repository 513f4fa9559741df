using System.Text.Json.Serialization;

namespace ZiBai;

/// <summary>What becomes of request headers whose names hold an underscore, and so stand for the same environ key as another name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeaderMap>))]
public enum HeaderMap
{
    /// <summary>They are left out: a client could pass them off as headers that a proxy sets.</summary>
    Drop,

    /// <summary>
    /// They are mapped like names with hyphens; values of both are joined. <c>Content_Type</c> and <c>Content_Length</c> are left out still: what
    /// they say of the body is not what the server goes by.
    /// </summary>
    Dangerous,
}
