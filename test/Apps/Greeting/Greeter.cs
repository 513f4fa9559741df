namespace Greeting;

public class Greeter
{
    private readonly string _text = "greetings";

    public string Greet() => _text;
}
