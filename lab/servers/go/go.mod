module alert40/lab

go 1.19
