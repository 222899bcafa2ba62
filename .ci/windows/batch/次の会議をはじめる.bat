@echo off
rem 前回の会議のフォルダを、このファイルの上に落とすと、その隣に次の会議のフォルダを作ります。
setlocal
if "%~1"=="" goto nothing
if not exist "%~1\会議設定.xlsx" goto nothing
echo 「%~nx1」を引き継ぎます。
set "KAIGI_NAME="
set /p KAIGI_NAME=新しいフォルダの名前を入れて、Enter を押してください: 
if not defined KAIGI_NAME goto unnamed
call "%~dp0中身\kaigi.bat" new "%~dp1%KAIGI_NAME%" --from "%~1" --open
pause
exit /b

:nothing
echo 前回の会議のフォルダ（会議設定.xlsx が入っているフォルダ）を、このファイルの上に落としてください。
pause
exit /b 2

:unnamed
echo 名前が入っていません。もう一度はじめてください。
pause
exit /b 2
