namespace ZiBai;

/// <summary>Serves apps.</summary>
public static class ZiBaiServer
{
}
