# The hello app for puma.
run ->(_env) { [200, { "Content-Type" => "text/plain; charset=utf-8", "Content-Length" => "12" }, ["Hello World!"]] }
