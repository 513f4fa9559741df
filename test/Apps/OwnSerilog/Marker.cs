namespace Serilog;

public static class Marker
{
    public const string Text = "the app's own";

    public static string Version => typeof(Marker).Assembly.GetName().Version!.ToString();
}
